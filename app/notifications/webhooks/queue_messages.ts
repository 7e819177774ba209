import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#shared/ids'
import type { Finding } from '#notifications/types'

const AT_ONCE = 100

/** A message for every endpoint that wants to hear of it, written with the notice. */
export async function queueMessages(
  news: (readonly [id: string, finding: Finding])[],
  now: number,
  trx: TransactionClientContract
): Promise<void> {
  if (!news.length) return
  const endpoints = await trx
    .from('webhook_endpoints')
    .whereIn('account_id', [...new Set(news.map(([, { accountId }]) => accountId))])
    .whereNull('disabled_at')
    .select('id', 'account_id', 'kinds')
  const messages = news.flatMap(([noticeId, { accountId, kind }]) =>
    endpoints
      .filter((one) => one.account_id === accountId && JSON.parse(one.kinds).includes(kind))
      .map((one) => messageOf(one, noticeId, now))
  )
  for (let i = 0; i < messages.length; i += AT_ONCE)
    await trx.table('webhook_messages').multiInsert(messages.slice(i, i + AT_ONCE))
}

/** `noticeId` null: a test. */
export const messageOf = (
  endpoint: { id: string; account_id: string },
  noticeId: string | null,
  now: number
) => ({
  ...{ id: newId('msg', now), endpoint_id: endpoint.id, account_id: endpoint.account_id },
  ...{ notice_id: noticeId, state: 'waiting', due_at: now, created_at: now },
})
