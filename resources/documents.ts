/*
 * Files of finalized documents as the server tells of them, and what pages say of their state.
 */
import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFormat } from './format'
import { getJson } from './request'

export interface DocumentFile {
  format: string
  state: 'ready' | 'pending' | 'failed'
  name: string | null
  size: number | null
  sha256: string | null
  template: string | null
  error: string | null
  ready_at: string | null
  next_attempt_at: string | null
  replaced: { sha256: string; why: 'missing' | 'damaged'; at: string }[]
}

export interface FormatCheck {
  format: string
  name: string
  state: 'valid' | 'warnings' | 'invalid' | 'unknown'
  problems: {
    rule: string
    severity: 'error' | 'warning'
    message: string
    de: string
    place: 'account' | 'partner' | null
  }[]
}

const LOOK_MS = 1_500

/** Files of a document, looked at again as long as one is being made. */
export function useDocumentFiles(
  id: string,
  first: DocumentFile[] | null
): { files: Ref<DocumentFile[] | null>; look: () => Promise<void> } {
  const files = ref(first)
  let timer: ReturnType<typeof setTimeout> | undefined
  const waits = () => !files.value?.length || files.value.some(({ state }) => state === 'pending')
  async function look() {
    clearTimeout(timer)
    try {
      const answer = await getJson<{ files: DocumentFile[] }>(`/invoices/${id}/files`)
      files.value = answer.files
    } catch {
      // The next look may succeed.
    }
    if (waits()) timer = setTimeout(look, LOOK_MS)
  }
  onMounted(() => {
    if (files.value === null) void look()
    else if (waits()) timer = setTimeout(look, LOOK_MS)
  })
  onBeforeUnmount(() => clearTimeout(timer))
  return { files, look }
}

export function useFileWords() {
  const { t, te } = useI18n()
  const { exact, number } = useFormat()
  return {
    format: (id: string) => (te(`documents.format.${id}`) ? t(`documents.format.${id}`) : id),
    state: (file: DocumentFile) =>
      file.next_attempt_at
        ? t('documents.state.again', { when: exact(file.next_attempt_at) })
        : t(`documents.state.${file.state}`),
    size: (bytes: number | null) => (bytes === null ? '' : `${number(Math.ceil(bytes / 1024))} KB`),
  }
}
