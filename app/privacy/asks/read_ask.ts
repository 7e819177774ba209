import db from '@adonisjs/lucid/services/db'
import { loadAccount } from '#accounts/repository'
import { loadPartnerById } from '#partners/repository'
import { store } from '#store/store'
import { askOfToken } from '#privacy/asks/ask_token'
import { findRequest } from '#privacy/requests/rows'

const SHOWN = 200

/** What a partner sees behind the link it was sent: whom it is about, as long as it has not confirmed. Null: no such link. */
export async function readAsk(token: string) {
  const id = askOfToken(token)
  const ask = id && (await db.from('erasure_asks').where('id', id).first())
  if (!ask || ask.status === 'planned') return null
  const accountId = ask.account_id as string
  const [account, partner, request] = await Promise.all([
    loadAccount(accountId),
    loadPartnerById(accountId, ask.partner_id),
    findRequest(accountId, ask.request_id),
  ])
  if (!account || !partner || !request) return null
  const open = ask.status === 'asked'
  return {
    ...{ id: ask.id as string, account, partner, open },
    dueAt: Number(ask.due_at),
    person: open ? request.identity : null,
    deliveries: open ? await deliveriesOf(JSON.parse(ask.deliveries)) : [],
    confirmedAt: ask.confirmed_at === null ? null : Number(ask.confirmed_at),
  }
}

async function deliveriesOf(ids: string[]) {
  const rows = await store.all(
    'select id, created_at, reference from deliveries where id in (??) order by id',
    [ids.slice(0, SHOWN)]
  )
  return rows.map((row) => ({
    id: row.id as string,
    at: new Date(Number(row.created_at)).toISOString(),
    reference: row.reference as string | null,
  }))
}
