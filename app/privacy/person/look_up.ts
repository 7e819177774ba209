import db from '@adonisjs/lucid/services/db'
import { accountKey } from '#entities/account_keys'
import { store } from '#store/store'
import { accountConfig } from '#distribution/account_config'
import { type Identity, hashesOf } from '#privacy/identity'
import { findPerson } from '#privacy/person/find_person'
import { holdersOf } from '#privacy/person/holders'
import { measureLeads } from '#privacy/person/measure_leads'
import { onHold } from '#privacy/requests/begin_request'

const SHOWN = 200

/** What the account has of one person, what would go, what stays, and who else has it. Nobody else is ever listed. */
export async function lookUp(accountId: string, identity: Identity) {
  const [config, found] = await Promise.all([
    accountConfig(accountId),
    findPerson(accountId, identity),
  ])
  const ids = found.map(({ id }) => id)
  const held = await onHold(accountId, ids)
  const reasons = new Map(held.map(({ lead, reason }) => [lead, reason]))
  const free = ids.filter((id) => !reasons.has(id))
  const [measure, holders, rows, requests] = await Promise.all([
    measureLeads(accountId, free),
    holdersOf(free),
    store.all('select id, status, stage, source, created_at, test from leads where id in (??)', [
      ids.slice(0, SHOWN),
    ]),
    earlierRequests(accountId, identity),
  ])
  const byId = new Map(rows.map((row) => [row.id as string, row]))
  return {
    found: ids.length,
    leads: found.slice(0, SHOWN).map(({ id, entityId, why }) => {
      const row = byId.get(id)!
      return {
        ...{ id, why, status: row.status as string, source: row.source as string | null },
        entity: config.entities.get(entityId)?.name ?? '',
        test: Boolean(row.test),
        created_at: new Date(Number(row.created_at)).toISOString(),
        hold: reasons.get(id) ?? null,
      }
    }),
    measure,
    partners: [...holders].map(([id, deliveries]) => ({
      name: config.partners.get(id)?.name ?? id,
      deliveries: deliveries.length,
    })),
    requests,
  }
}

/** What the same person asked for before, found by the hash of what they are known by. */
async function earlierRequests(accountId: string, identity: Identity) {
  const hashes = Object.entries(hashesOf(await accountKey(accountId), identity)).filter(
    ([, hash]) => hash !== null
  )
  const rows = await db
    .from('privacy_requests')
    .where('account_id', accountId)
    .where((any) => {
      for (const [column, hash] of hashes) void any.orWhere(column, hash as string)
    })
    .orderBy('id', 'desc')
    .limit(20)
    .select('id', 'kind', 'status', 'created_at')
  return rows.map((row) => ({
    ...{ id: row.id as string, kind: row.kind as string, status: row.status as string },
    created_at: new Date(Number(row.created_at)).toISOString(),
  }))
}
