/** Where a mail with a document stands. `kept`: no mail server is set, so it lies in the outbox and reached nobody. */
export type SendState = 'queued' | 'sending' | 'sent' | 'kept' | 'bounced' | 'failed' | 'cancelled'

/** Why it was not sent, where that is ours to say; what a server said stands beside it. */
export type SendReason =
  | 'no_address'
  | 'file_failed'
  | 'xml_failed'
  | 'refused'
  | 'recipients_refused'
  | 'gave_up'
  | 'paid'
  | 'paused'

/** One address, and what became of the mail for it. */
export interface Recipient {
  address: string
  role: 'to' | 'cc'
  state: 'waiting' | 'taken' | 'refused'
  /** The words of the server that refused it, or put it off. */
  reply: string | null
}

/** A file as it went out. */
export interface SentFile {
  format: string
  name: string
  size: number
  sha256: string
}
