import db from '@adonisjs/lucid/services/db'
import { recordChange } from '#accounts/config_changes'
import { newId } from '#shared/ids'
import { type Result, fail, ok } from '#shared/result'
import { changed } from '#store/changed'
import type { NoticeKind } from '#notifications/kinds'
import { makeSecret, rotateSecret } from '#notifications/webhooks/secrets'

export const MOST_ENDPOINTS = 10

export interface Endpoint {
  id: string
  url: string
  kinds: NoticeKind[]
  disabled_at: string | null
  disabled_why: 'person' | 'failures' | 'gone' | null
  failing_since: string | null
  created_at: string
}

interface Who {
  accountId: string
  actor: string
}
export interface Wish {
  url: string
  kinds: NoticeKind[]
}

const iso = (at: number | string | null) =>
  at === null ? null : new Date(Number(at)).toISOString()

const present = (row: Record<string, any>): Endpoint => ({
  ...{ id: row.id, url: row.url, kinds: JSON.parse(row.kinds) },
  ...{ disabled_at: iso(row.disabled_at), disabled_why: row.disabled_why },
  ...{ failing_since: iso(row.failing_since), created_at: iso(row.created_at)! },
})

export async function listEndpoints(accountId: string): Promise<Endpoint[]> {
  const rows = await db.from('webhook_endpoints').where('account_id', accountId).orderBy('id')
  return rows.map(present)
}

/** Null where the account has no such endpoint. */
export async function findEndpoint(accountId: string, id: string): Promise<Endpoint | null> {
  const row = await db.from('webhook_endpoints').where({ account_id: accountId, id }).first()
  return row && present(row)
}

/** The one time its secret is shown. */
export async function createEndpoint(
  { accountId, actor }: Who,
  { url, kinds }: Wish,
  now: number
): Promise<Result<{ id: string; secret: string }, 'too_many'>> {
  const before = await listEndpoints(accountId)
  if (before.length >= MOST_ENDPOINTS) return fail('too_many')
  const id = newId('whk', now)
  const { secret, stored } = makeSecret()
  await db.transaction(async (trx) => {
    await trx.table('webhook_endpoints').insert({
      ...{ id, account_id: accountId, url, kinds: JSON.stringify(kinds), secrets: stored },
      ...{ created_at: now, created_by: actor },
    })
    await recordChange(trx, { accountId, actor, object: `webhooks.${id}`, action: 'created' })
  })
  return ok({ id, secret })
}

/** One change of an endpoint of the account, written into the history; false: there is none. */
function change({ accountId, actor }: Who, id: string, set: object, word: string) {
  return db.transaction(async (trx) => {
    const own = trx.from('webhook_endpoints').where({ account_id: accountId, id })
    if (!changed(await own.update(set))) return false
    const object = `webhooks.${id}`
    await recordChange(trx, {
      ...{ accountId, actor, object, action: 'updated', detail: { webhook: word } },
    })
    return true
  })
}

export const changeEndpoint = (who: Who, id: string, { url, kinds }: Wish) =>
  change(who, id, { url, kinds: JSON.stringify(kinds) }, 'changed')

/** What waited goes at once. */
export const enableEndpoint = (who: Who, id: string) =>
  change(who, id, { disabled_at: null, disabled_why: null, failing_since: null }, 'enabled')

export const disableEndpoint = (who: Who, id: string, now: number) =>
  change(who, id, { disabled_at: now, disabled_why: 'person' }, 'disabled')

/** A new secret, shown now and never again; null: there is no such endpoint. */
export async function rotateEndpoint(who: Who, id: string, now: number): Promise<string | null> {
  const row = await db.from('webhook_endpoints').where({ account_id: who.accountId, id }).first()
  if (!row) return null
  const { secret, stored } = rotateSecret(row.secrets, now)
  return (await change(who, id, { secrets: stored }, 'rotated')) ? secret : null
}

export const deleteEndpoint = ({ accountId, actor }: Who, id: string): Promise<boolean> =>
  db.transaction(async (trx) => {
    const own = trx.from('webhook_endpoints').where({ account_id: accountId, id })
    if (!changed(await own.delete())) return false
    await recordChange(trx, { accountId, actor, object: `webhooks.${id}`, action: 'deleted' })
    return true
  })
