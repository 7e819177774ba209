import { newId } from '#shared/ids'
import { event } from '#store/audit_event'
import type { Write } from '#store/types'
import type { Recipient, SendReason } from '#billing/sends/types'

/** What is to be sent to whom. */
export interface SendWish {
  accountId: string
  invoiceId: string
  /** Of the document, for the trail. */
  number: string
  /** A partner, or of self-billing the supplier. */
  partyId: string
  /** Of a reminder; null: the document itself. */
  level: number | null
  to: readonly string[]
  cc?: readonly string[]
  note?: string | null
  xml: string | null
  /** Null: by itself. */
  actor: string | null
}

const recipientsOf = ({ to, cc = [] }: SendWish): Recipient[] => [
  ...to.map((address) => recipient(address, 'to')),
  ...cc.filter((address) => !to.includes(address)).map((address) => recipient(address, 'cc')),
]
const recipient = (address: string, role: Recipient['role']): Recipient => ({
  ...{ address, role, state: 'waiting', reply: null },
})

/** Goes with the transaction that brings the sending about. Without an address nothing can be sent, and that is said. */
export function sendWrites(wish: SendWish, at: number): { id: string; writes: Write[] } {
  const id = newId('snd', at)
  const { accountId, invoiceId, level, note = null, xml, actor } = wish
  const recipients = recipientsOf(wish)
  const reason: SendReason | null = wish.to.length ? null : 'no_address'
  const insert: Write = {
    insert: 'document_sends',
    row: {
      ...{ id, account_id: accountId, invoice_id: invoiceId, level, note, xml, actor, reason },
      ...{ recipients: JSON.stringify(recipients), state: reason ? 'failed' : 'queued' },
      ...{ attempts: 0, files: '[]', created_at: at, due_at: at, owned_until: 0 },
      ended_at: reason ? at : null,
    },
  }
  return { id, writes: reason ? [insert, sendFailed(wish, { reason }, at)] : [insert] }
}

export type Told = Pick<
  SendWish,
  'accountId' | 'invoiceId' | 'number' | 'partyId' | 'level' | 'actor'
>

export const sendFailed = (
  send: Told,
  failure: { reason: SendReason; to?: string[]; error?: string | null },
  at: number
): Write =>
  event('invoice.send_failed', subjectOf(send), { ...whatOf(send), ...failure }, at, send.actor)

/** `kept`: it lies in the outbox. */
export const sendDone = (send: Told, to: string[], kept: boolean, at: number): Write =>
  event(
    send.level === null ? 'invoice.sent' : 'invoice.reminded',
    subjectOf(send),
    { ...whatOf(send), to, ...(kept && { kept }) },
    at,
    send.actor
  )

/** The trail speaks of partners; a supplier is none. */
const subjectOf = ({ accountId, partyId }: Told) => ({
  accountId,
  partnerId: partyId.startsWith('par_') ? partyId : null,
})

const whatOf = ({ invoiceId, number, level }: Told) => ({
  ...{ invoice: invoiceId, number },
  ...(level !== null && { level }),
})
