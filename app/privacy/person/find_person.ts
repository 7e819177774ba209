import { openValues } from '#entities/seal_values'
import type { Entity } from '#entities/types'
import type { Condition } from '#sdk/rule'
import { foldText } from '#entities/fold'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import { compileSearch } from '#distribution/lead_search/compile_search'
import { everyMatch } from '#distribution/lead_search/every_match'
import type { Identity } from '#privacy/identity'
import type { FoundLead, MatchReason } from '#privacy/types'

const COLUMNS =
  'id, entity_id, status, stage, source, external_id, "values", test, created_at, duplicate_of'
const STEP = 500

type Matches = Map<string, FoundLead>

/**
 * Every lead of the account that is the person's, over all entities: by what it holds (encrypted fields too), by what it
 * held before a change, and what is a duplicate of one. Those that are erased hold nothing and are not among them.
 */
export async function findPerson(accountId: string, identity: Identity): Promise<FoundLead[]> {
  const config = await accountConfig(accountId)
  const found: Matches = new Map()
  for (const entity of config.entities.values()) await byValues(config, entity, identity, found)
  await byExternalId(accountId, identity, found)
  await byEarlierValues(config, identity, found)
  await duplicatesOf(accountId, found)
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function add(found: Matches, row: Row, why: MatchReason) {
  const known = found.get(row.id as string)
  if (known && !known.why.includes(why)) known.why.push(why)
  if (!known)
    found.set(row.id as string, {
      ...{ id: row.id as string, entityId: row.entity_id as string, why: [why] },
    })
}

/** Fields whose value is the person's address or number; a plain text may hold one as well. */
const fieldsOf = (entity: Entity, type: 'email' | 'phone') =>
  entity.fields.filter((field) => field.type === type || field.type === 'text')

async function byValues(config: AccountConfig, entity: Entity, identity: Identity, found: Matches) {
  for (const type of ['email', 'phone'] as const) {
    const value = identity[type]
    const any = value === undefined ? [] : fieldsOf(entity, type).map(conditionOf(value))
    if (!any.length) continue
    const search = compileSearch({ entity, rule: { any } }, config.key, Date.now())
    if (!search.ok) throw new Error(`a person cannot be looked for: ${JSON.stringify(search)}`)
    const options = { order: 'oldest' as const, columns: COLUMNS }
    for await (const rows of everyMatch(config.account.id, search.value, options))
      for (const row of rows) add(found, row, type)
  }
}

const conditionOf =
  (value: string) =>
  ({ key }: { key: string }): Condition => ({ field: key, operator: 'equals', value })

async function byExternalId(accountId: string, { externalId }: Identity, found: Matches) {
  if (externalId === undefined) return
  const rows = await store.all(
    'select id, entity_id from leads where account_id = ? and external_id = ? and erased_at is null',
    [accountId, externalId]
  )
  for (const row of rows) add(found, row, 'external_id')
}

/** Few leads were ever changed: what they held before is looked through as it is. */
async function byEarlierValues(config: AccountConfig, identity: Identity, found: Matches) {
  const wanted = [identity.email, identity.phone].filter((one) => one !== undefined).map(foldText)
  if (!wanted.length) return
  for (let after = ''; ;) {
    const rows = await store.all(
      `select r.id, r.lead_id, r."values", l.entity_id from lead_revisions r
         join leads l on l.id = r.lead_id
       where l.account_id = ? and l.erased_at is null and r.id > ? order by r.id limit ${STEP}`,
      [config.account.id, after]
    )
    for (const { lead_id: id, entity_id: entityId, values } of rows) {
      const entity = config.entities.get(entityId as string)
      if (!entity) continue
      const held = Object.values(openValues(config.key, entity, values as string))
      const same = held.some(
        (value) => typeof value === 'string' && wanted.includes(foldText(value))
      )
      if (same && !found.has(id as string)) add(found, { id, entity_id: entityId }, 'earlier_value')
    }
    if (rows.length < STEP) return
    after = rows.at(-1)!.id as string
  }
}

/** What came in again and was kept as a lead of its own, and what it was said or made to be the same as. */
async function duplicatesOf(accountId: string, found: Matches) {
  for (let fresh = [...found.keys()]; fresh.length;) {
    const rows = await store.all(
      `select id, entity_id from leads where account_id = ? and erased_at is null and (duplicate_of in (??)
         or id in (select duplicate_of from leads where id in (??)) or merged_into in (??)
         or id in (select merged_into from leads where id in (??)))`,
      [accountId, fresh, fresh, fresh, fresh]
    )
    const before = new Set(found.keys())
    for (const row of rows) if (!before.has(row.id as string)) add(found, row, 'duplicate')
    fresh = rows.map((row) => row.id as string).filter((id) => !before.has(id))
  }
}
