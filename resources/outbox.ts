/* The shapes of the outbox. */
export interface MailItem {
  id: string
  to: string[]
  subject: string
  createdAt: string
}

export interface Mail extends MailItem {
  messageId: string
  text: string
  html: string | null
  headers: Record<string, string>
  attachments: { name: string; mediaType: string; size: number }[]
}
