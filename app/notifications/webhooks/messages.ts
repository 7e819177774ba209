import db from '@adonisjs/lucid/services/db'
import { changed } from '#store/changed'
import { messageOf } from '#notifications/webhooks/queue_messages'
import { sendMessage } from '#notifications/webhooks/send_messages'

const LATEST = 50

export interface Message {
  id: string
  kind: string
  state: 'waiting' | 'sent' | 'failed'
  attempts: number
  status: number | null
  answer: string | null
  error: string | null
  body: string | null
  created_at: string
  tried_at: string | null
  /** While it waits. */
  due_at: string | null
}

/** The latest of an endpoint, newest first. */
export async function latestMessages(accountId: string, endpointId: string): Promise<Message[]> {
  const rows = await db
    .from('webhook_messages as m')
    .leftJoin('notices as n', 'n.id', 'm.notice_id')
    .where({ 'm.account_id': accountId, 'm.endpoint_id': endpointId })
    .orderBy('m.id', 'desc')
    .limit(LATEST)
    .select('m.*', 'n.kind')
  const iso = (at: number | null) => (at === null ? null : new Date(Number(at)).toISOString())
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind ?? 'test', state: row.state, attempts: row.attempts },
    ...{ status: row.status, answer: row.answer, error: row.error, body: row.body },
    ...{ created_at: iso(row.created_at)!, tried_at: iso(row.tried_at) },
    due_at: row.state === 'waiting' ? iso(row.due_at) : null,
  }))
}

/** A message that says it is a test, sent at once. */
export async function sendTest(accountId: string, endpointId: string, now: number) {
  const message = messageOf({ id: endpointId, account_id: accountId }, null, now)
  await db.table('webhook_messages').insert(message)
  await sendMessage(message.id, now)
}

/** The same message with the same id, at once; false where the endpoint has no such message or is at it. */
export async function sendAgain(accountId: string, endpointId: string, id: string, now: number) {
  const again = await db
    .from('webhook_messages')
    .where({ account_id: accountId, endpoint_id: endpointId, id })
    .where((free) => free.whereNull('owned_until').orWhere('owned_until', '<', now))
    .update({ state: 'waiting', attempts: 0, due_at: now, owned_until: null })
  if (!changed(again)) return false
  await sendMessage(id, now)
  return true
}
