import db from '@adonisjs/lucid/services/db'
import { accountKey } from '#entities/account_keys'
import { newId } from '#shared/ids'
import { changed } from '#store/changed'
import { REQUEST_DAYS, after } from '#privacy/deadlines'
import { type Identity, hashesOf } from '#privacy/identity'
import { note } from '#privacy/requests/note'
import { sealIdentity } from '#privacy/requests/rows'
import type { RequestKind } from '#privacy/types'

export interface Who {
  accountId: string
  actor: string
}

/** Puts down what a person asked for. Nothing happens to their data before somebody begins it. */
export async function makeRequest(
  { accountId, actor }: Who,
  kind: RequestKind,
  identity: Identity,
  now: number
): Promise<string> {
  const id = newId('prq', now)
  const key = await accountKey(accountId)
  const subject = await sealIdentity(accountId, identity)
  await db.transaction(async (trx) => {
    await trx.table('privacy_requests').insert({
      ...{ id, account_id: accountId, kind, status: 'waiting', subject },
      ...hashesOf(key, identity),
      ...{ created_by: actor, created_at: now, due_at: after(now, REQUEST_DAYS) },
    })
    await note(trx, 'privacy.requested', { accountId }, { request: id, kind }, now, actor)
  })
  return id
}

/** Refused or taken back before it began, with a reason. False: there is no such request, or it has begun. */
export async function cancelRequest(
  { accountId, actor }: Who,
  id: string,
  reason: string,
  now: number
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const done = await trx
      .from('privacy_requests')
      .where({ account_id: accountId, id, status: 'waiting' })
      .update({ status: 'cancelled', refusal: reason, closed_at: now, subject: null })
    if (!changed(done)) return false
    await note(trx, 'privacy.cancelled', { accountId }, { request: id }, now, actor)
    return true
  })
}
