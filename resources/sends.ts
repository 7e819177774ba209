/*
 * Mails with documents as the server tells of them, and what pages say of them.
 */
import { onBeforeUnmount, onMounted, ref, type Ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { getJson } from './request'

export interface DocumentSend {
  id: string
  status: 'queued' | 'sending' | 'sent' | 'kept' | 'bounced' | 'failed' | 'cancelled'
  /** Level; null: the document itself. */
  reminder: number | null
  recipients: {
    address: string
    role: 'to' | 'cc'
    status: 'waiting' | 'taken' | 'refused'
    reply: string | null
  }[]
  subject: string | null
  text: string | null
  note: string | null
  files: { format: string; name: string; size: number; sha256: string }[]
  xml: string | null
  reason: string | null
  error: string | null
  attempts: number
  next_attempt_at: string | null
  /** In the outbox. */
  mail: string | null
  actor: string | null
  created_at: string
  ended_at: string | null
}

export interface Sending {
  sends: DocumentSend[]
  /** How the next mail goes unless somebody says otherwise. */
  terms: { to: string | null; automatic: boolean; xml: string | null }
  /** A mail server is set. */
  leaves: boolean
}

/** What sending many documents comes to. */
export interface ManyPlan {
  documents: number
  parties: { name: string; to: string; count: number }[]
  without_address: { name: string; count: number }[]
  sent_before: number
  not_finalized: number
}

const LOOK_MS = 1_500
/** As the server has it. */
export const MOST_CHOSEN = 200

/** Sends of a document, looked at again as long as one is about to leave. */
export function useSends(id: string): { sending: Ref<Sending | null>; look: () => Promise<void> } {
  const sending = ref<Sending | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let gone = false
  const moves = () =>
    sending.value?.sends.some(
      ({ status, next_attempt_at: next }) => status === 'sending' || (status === 'queued' && !next)
    ) ?? true
  async function look() {
    clearTimeout(timer)
    try {
      sending.value = await getJson<Sending>(`/invoices/${id}/sends`)
    } catch {
      // The next look may succeed.
    }
    if (moves() && !gone) timer = setTimeout(look, LOOK_MS)
  }
  onMounted(look)
  onBeforeUnmount(() => {
    gone = true
    clearTimeout(timer)
  })
  return { sending, look }
}

/** Those somebody chose of a list; what is not shown any more is not chosen any more. */
export function useChosen(rows: Ref<readonly { id: string }[]>): Ref<Set<string>> {
  const chosen = ref(new Set<string>())
  watch(rows, (shown) => {
    const known = new Set(shown.map(({ id }) => id))
    if ([...chosen.value].some((id) => !known.has(id)))
      chosen.value = new Set([...chosen.value].filter((id) => known.has(id)))
  })
  return chosen
}

/** Addresses as somebody writes them into one field. */
export const readAddresses = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean)

export function useSendWords() {
  const { t, te } = useI18n()
  return {
    what: ({ reminder }: DocumentSend) =>
      reminder === null ? t('sends.what.document') : t('sends.what.reminder', { level: reminder }),
    by: ({ actor }: DocumentSend) =>
      actor === null
        ? t('sends.by.itself')
        : t('sends.by.person', { name: actor.replace(/^\w+:/, '') }),
    /** Why it did not arrive, in our words and in those of the server. */
    why({ reason, error, status, recipients }: DocumentSend): string[] {
      const own = reason && te(`sends.reason.${reason}`, 'en')
      const said = reason === 'xml_failed' || recipients.some(({ reply }) => reply) ? null : error
      return [
        ...(own ? [t(`sends.reason.${reason}`, { error: error ?? '' })] : []),
        ...(said && status !== 'sent' ? [t('sends.said', { reply: said })] : []),
      ]
    },
  }
}
