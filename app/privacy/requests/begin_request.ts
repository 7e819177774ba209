import db from '@adonisjs/lucid/services/db'
import { newId } from '#shared/ids'
import { changed } from '#store/changed'
import { store } from '#store/store'
import { findPerson } from '#privacy/person/find_person'
import { type Holders, holdersOf } from '#privacy/person/holders'
import { measureLeads } from '#privacy/person/measure_leads'
import type { Who } from '#privacy/requests/make_request'
import { note } from '#privacy/requests/note'
import { findRequest } from '#privacy/requests/rows'
import type { KeptLead } from '#privacy/types'

/**
 * Sets a request going. What there is of the person is looked up and counted now, and the partners that have it are put
 * down: afterwards nothing would tell. False: there is no such request, or it has begun.
 */
export async function beginRequest(
  { accountId, actor }: Who,
  id: string,
  now: number
): Promise<boolean> {
  const request = await findRequest(accountId, id)
  if (request?.status !== 'waiting' || !request.identity) return false
  const person = await findPerson(accountId, request.identity)
  const all = person.map((lead) => lead.id)
  const kept = request.kind === 'erasure' ? await onHold(accountId, all) : []
  const held = new Set(kept.map(({ lead }) => lead))
  const leads = all.filter((lead) => !held.has(lead))
  const found = await measureLeads(accountId, leads)
  const holders = request.kind === 'erasure' ? await holdersOf(leads) : new Map()
  return db.transaction(async (trx) => {
    const begun = await trx
      .from('privacy_requests')
      .where({ account_id: accountId, id, status: 'waiting' })
      .update({
        ...{ status: 'running', begun_at: now, begun_by: actor, owned_until: 0 },
        ...{ leads: JSON.stringify(leads), found: JSON.stringify(found) },
        kept: JSON.stringify(kept),
      })
    if (!changed(begun)) return false
    const asks = asksOf(accountId, id, holders, now)
    if (asks.length) await trx.table('erasure_asks').multiInsert(asks)
    const data = { request: id, kind: request.kind, leads: leads.length, partners: asks.length }
    await note(trx, 'privacy.begun', { accountId }, data, now, actor)
    return true
  })
}

/** Leads that are to be kept for a claim, and why. */
export async function onHold(accountId: string, ids: string[]): Promise<KeptLead[]> {
  if (!ids.length) return []
  const rows = await store.all(
    'select id, reason from lead_holds where account_id = ? and id in (??) order by id',
    [accountId, ids]
  )
  return rows.map((row) => ({ lead: row.id as string, reason: row.reason as string }))
}

export const asksOf = (accountId: string, requestId: string, holders: Holders, now: number) =>
  [...holders].map(([partner, deliveries]) => ({
    ...{ id: newId('ask', now), account_id: accountId, request_id: requestId },
    ...{ partner_id: partner, status: 'planned', deliveries: JSON.stringify(deliveries) },
  }))
