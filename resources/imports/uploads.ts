/*
 * The one file that is on its way to the server. It goes on while its sender looks at other pages.
 */
import { computed, reactive, ref } from 'vue'
import type { Sending } from './send_file'
import type { LeadImport } from './types'

export interface Upload {
  name: string
  /** Where it was chosen: there it is shown. */
  page: string
  of: number
  sent: number
  began: number
  failure: unknown
  done: LeadImport | null
  retry: () => void
  cancel: () => void
}

export const upload = ref<Upload | null>(null)
export const uploading = computed(
  () => upload.value !== null && upload.value.failure === null && upload.value.done === null
)

const stay = (event: BeforeUnloadEvent) => event.preventDefault()

/** Sends a file; resolves with its import, with null when it failed (`upload` says why) or was called off. */
export async function startUpload(
  file: File,
  send: (file: File, sending: Sending) => Promise<LeadImport>
): Promise<LeadImport | null> {
  const calling = new AbortController()
  const now: Upload = reactive({
    ...{ name: file.name, page: location.pathname, of: file.size, sent: 0, began: Date.now() },
    ...{ failure: null, done: null },
    retry: () => void startUpload(file, send),
    cancel() {
      calling.abort()
      if (upload.value === now) upload.value = null
    },
  })
  upload.value = now
  addEventListener('beforeunload', stay)
  try {
    const made = await send(file, {
      signal: calling.signal,
      onProgress: (sent, of) => Object.assign(now, { sent, of }),
    })
    now.done = made
    return made
  } catch (error) {
    if (!calling.signal.aborted) now.failure = error
    return null
  } finally {
    removeEventListener('beforeunload', stay)
  }
}
