import db from '@adonisjs/lucid/services/db'

export interface OutboxItem {
  id: string
  to: string[]
  subject: string
  createdAt: string
}

export interface OutboxMail extends OutboxItem {
  messageId: string
  text: string
  html: string | null
  headers: Record<string, string>
}

const PAGE = 50

/** Mails of the account that were kept instead of sent, newest first; `before` is the id the page before ended with. */
export async function listOutbox(
  accountId: string,
  before: string | null
): Promise<{ mails: OutboxItem[]; next: string | null }> {
  const rows = await db
    .from('mails')
    .where('account_id', accountId)
    .if(before, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
    .select('id', 'to', 'subject', 'created_at')
  const page = rows.slice(0, PAGE)
  return { mails: page.map(toItem), next: rows.length > PAGE ? page[PAGE - 1].id : null }
}

export async function readOutboxMail(accountId: string, id: string): Promise<OutboxMail | null> {
  const row = await db.from('mails').where({ account_id: accountId, id }).first()
  return (
    row && {
      ...toItem(row),
      messageId: row.message_id,
      text: row.text,
      html: row.html,
      headers: JSON.parse(row.headers),
    }
  )
}

const toItem = (row: { id: string; to: string; subject: string; created_at: number }) => ({
  id: row.id,
  to: addresses(row.to),
  subject: row.subject,
  createdAt: new Date(Number(row.created_at)).toISOString(),
})

/** The column holds one address or a JSON list of them. */
const addresses = (text: string): string[] => (text.startsWith('[') ? JSON.parse(text) : [text])
