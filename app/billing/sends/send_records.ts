import db from '@adonisjs/lucid/services/db'
import { changed } from '#store/changed'
import { store } from '#store/store'
import type { Row, Write } from '#store/types'
import type { Recipient, SendReason, SendState, SentFile } from '#billing/sends/types'

/** A mail with a document, as its row tells. */
export interface SendRecord {
  id: string
  account_id: string
  invoice_id: string
  level: number | null
  recipients: Recipient[]
  note: string | null
  xml: string | null
  state: SendState
  reason: SendReason | null
  error: string | null
  attempts: number
  message_id: string | null
  subject: string | null
  text: string | null
  files: SentFile[]
  actor: string | null
  created_at: number
  due_at: number
  ended_at: number | null
}

export const toSend = (row: Row): SendRecord => ({
  ...(row as unknown as SendRecord),
  level: row.level === null ? null : Number(row.level),
  recipients: JSON.parse(row.recipients as string) as Recipient[],
  files: JSON.parse(row.files as string) as SentFile[],
  attempts: Number(row.attempts),
  created_at: Number(row.created_at),
  due_at: Number(row.due_at),
  ended_at: row.ended_at === null ? null : Number(row.ended_at),
})

/** Sendings of a document, newest first. */
export async function sendsOf(accountId: string, invoiceId: string): Promise<SendRecord[]> {
  const rows = await store.all(
    'select * from document_sends where invoice_id = ? and account_id = ? order by id desc',
    [invoiceId, accountId]
  )
  return rows.map(toSend)
}

/** What waits to be sent and nobody works on; no mail goes out before its PDF is made. */
export async function dueSends(now: number, limit: number): Promise<SendRecord[]> {
  const rows = await store.all(
    `select s.* from document_sends s where s.state in ('queued', 'sending') and s.due_at <= ? and s.owned_until < ?
       and not exists (select 1 from document_files f
         where f.invoice_id = s.invoice_id and f.format = 'pdf' and f.state = 'pending')
     order by s.due_at, s.id limit ${limit}`,
    [now, now]
  )
  return rows.map(toSend)
}

/** True where it is ours: of several processes one sends it. An attempt that kills its process counts too. */
export async function claimSend(id: string, owner: string, now: number, until: number) {
  return changed(
    await db
      .from('document_sends')
      .where('id', id)
      .whereIn('state', ['queued', 'sending'])
      .where('owned_until', '<', now)
      .update({
        ...{ state: 'sending', owner, owned_until: until },
        attempts: db.raw('attempts + 1'),
      })
  )
}

/** Still ours, for a while. */
export const keepSend = async (id: string, owner: string, until: number): Promise<boolean> =>
  changed(
    await db.from('document_sends').where({ id, owner, state: 'sending' }).update({
      owned_until: until,
    })
  )

/** Back among what waits, as if nobody had tried: its document is not there yet. */
export const releaseSend = (id: string, owner: string, dueAt: number) =>
  db
    .from('document_sends')
    .where({ id, owner, state: 'sending' })
    .update({
      ...{ state: 'queued', owner: null, owned_until: 0, due_at: dueAt },
      attempts: db.raw('attempts - 1'),
    })

export interface SendChange {
  state?: SendState
  recipients?: Recipient[]
  reason?: SendReason | null
  error?: string | null
  message_id?: string
  subject?: string
  text?: string
  files?: SentFile[]
  due_at?: number
  ended_at?: number
}

/** Writes what became of a sending that is ours, with its lines of the trail. False where it is not ours any more. */
export function changeSend(
  id: string,
  owner: string,
  { recipients, files, ...change }: SendChange,
  writes: Write[] = []
): Promise<boolean> {
  const over = change.state !== undefined && change.state !== 'sending'
  const set: Row = {
    ...change,
    ...(recipients && { recipients: JSON.stringify(recipients) }),
    ...(files && { files: JSON.stringify(files) }),
    ...(over && { owner: null, owned_until: 0 }),
  }
  return store.submit<boolean>({
    locks: [{ table: 'document_sends', value: id }],
    decide(locked) {
      if (locked.get('document_sends', id)?.owner !== owner) return { result: false, writes: [] }
      return { result: true, writes: [{ update: 'document_sends', id, set }, ...writes] }
    },
  })
}
