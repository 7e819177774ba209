import { type Ref, ref } from 'vue'
import { router, usePage } from '@inertiajs/vue3'
import { i18n } from '~/i18n'
import { useNotify } from '~/notify'
import { problemsByField } from '~/problem_text'
import { Problem, postJson } from '~/request'

/** A panel that makes one thing and goes to its page. `open` follows `?new` of the address. */
export function useCreate<T extends object>(list: string, empty: () => T) {
  const notify = useNotify()
  const open = ref(new URLSearchParams(usePage().url.split('?')[1]).has('new'))
  const form = ref(empty()) as Ref<T>
  const errors = ref<Record<string, string>>({})
  const busy = ref(false)

  function start() {
    form.value = empty()
    errors.value = {}
    open.value = true
  }

  async function create(body: object, to = (key: string) => `${list}/${key}`) {
    if (busy.value) return
    busy.value = true
    errors.value = {}
    try {
      const { key } = await postJson<{ key: string }>(list, body)
      router.visit(to(key))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      errors.value = problemsByField(error.errors)
      if (error.status === 409) errors.value = { key: i18n.global.t('common.rule.taken') }
      else if (!error.errors.length) notify.failed(error)
    } finally {
      busy.value = false
    }
  }

  return { open, form, errors, busy, start, create }
}
