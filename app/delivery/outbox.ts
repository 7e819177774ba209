import { createHash } from 'node:crypto'
import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import type { Role } from '#accounts/models/membership'

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
  attachments: { name: string; mediaType: string; size: number }[]
}

/** As the row has it: the bytes lie on the disk of documents, under a name made of them. */
interface KeptAttachment {
  name: string
  media_type: string
  size: number
  path: string
  sha256: string
}

const PAGE = 50

/** Who looks. Mails to a person hold links that sign in: that person sees them, and the owners of the account. */
export interface OutboxReader {
  userId: string
  role: Role
}

const seenBy = (accountId: string, reader: OutboxReader) =>
  db
    .from('mails')
    .where('account_id', accountId)
    .if(reader.role !== 'owner', (query) =>
      query.where((mine) => mine.whereNull('user_id').orWhere('user_id', reader.userId))
    )

/**
 * Mails of the account that were kept instead of sent, newest first; `before` is the id the page before ended with,
 * `search` a part of a recipient or of the subject.
 */
export async function listOutbox(
  accountId: string,
  reader: OutboxReader,
  { before, search }: { before?: string; search?: string } = {}
): Promise<{ mails: OutboxItem[]; next: string | null }> {
  const part = `%${(search ?? '').toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const rows = await seenBy(accountId, reader)
    .if(before, (query) => query.where('id', '<', before!))
    .if(search, (query) =>
      query.whereRaw(`(lower("to") like ? escape '\\' or lower(subject) like ? escape '\\')`, [
        part,
        part,
      ])
    )
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
    .select('id', 'to', 'subject', 'created_at')
  const page = rows.slice(0, PAGE)
  return { mails: page.map(toItem), next: rows.length > PAGE ? page[PAGE - 1].id : null }
}

export async function readOutboxMail(
  accountId: string,
  reader: OutboxReader,
  id: string
): Promise<OutboxMail | null> {
  const row = await seenBy(accountId, reader).where('id', id).first()
  return (
    row && {
      ...toItem(row),
      messageId: row.message_id,
      text: row.text,
      html: row.html,
      headers: JSON.parse(row.headers),
      attachments: attachmentsOf(row).map(({ name, media_type: mediaType, size }) => ({
        ...{ name, mediaType, size },
      })),
    }
  )
}

const attachmentsOf = (row: { attachments: string }) =>
  JSON.parse(row.attachments) as KeptAttachment[]

/** A file of a kept mail; null where there is none, or not the one that was kept any more. */
export async function readAttachment(
  accountId: string,
  reader: OutboxReader,
  { id, place }: { id: string; place: number }
): Promise<{ name: string; mediaType: string; bytes: Uint8Array } | null> {
  const row = await seenBy(accountId, reader).where('id', id).first()
  const kept = row && attachmentsOf(row)[place]
  if (!kept) return null
  const bytes = await drive
    .use()
    .getBytes(kept.path)
    .catch(() => null)
  if (!bytes || createHash('sha256').update(bytes).digest('hex') !== kept.sha256) return null
  return { name: kept.name, mediaType: kept.media_type, bytes }
}

const toItem = (row: { id: string; to: string; subject: string; created_at: number }) => ({
  id: row.id,
  to: addresses(row.to),
  subject: row.subject,
  createdAt: new Date(Number(row.created_at)).toISOString(),
})

/** The column holds one address or a JSON list of them. */
const addresses = (text: string): string[] => (text.startsWith('[') ? JSON.parse(text) : [text])
