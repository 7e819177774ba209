import { ref } from 'vue'
import { fieldProblemText, problemText } from './problem_text'
import { Problem, postForm } from './request'

/** A picture that is sent as soon as it is chosen: `keep` gets its id, `refused` says why it was not taken. */
export function usePictureUpload(at: () => string, keep: (id: string) => void) {
  const busy = ref(false)
  const refused = ref<string | null>(null)

  async function upload(event: Event) {
    const field = event.target as HTMLInputElement
    const file = field.files?.[0]
    if (!file) return
    const form = new FormData()
    form.set('logo', file)
    busy.value = true
    refused.value = null
    try {
      const { id } = await postForm<{ id: string }>(at(), form)
      keep(id)
    } catch (error) {
      const [first] = error instanceof Problem ? error.errors : []
      refused.value = first ? fieldProblemText(first) : problemText(error)
    } finally {
      busy.value = false
      field.value = ''
    }
  }
  return { busy, refused, upload }
}
