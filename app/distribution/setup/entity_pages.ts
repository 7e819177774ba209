import { DateTime } from 'luxon'
import type { Account } from '#accounts/types'
import { writeEntity } from '#distribution/blueprint/write_forms'
import { revisionOf } from '#distribution/configuration/revision'
import { type Scope, showsEntity } from '#entities/entity_scope'
import { findEntity, loadEntities } from '#entities/repository'
import { listProfiles } from '#routing/repository'
import { idsBefore } from '#shared/ids'
import { store } from '#store/store'

const used = (profiles: { key: string; name: string; entityId: string }[], entityId: string) =>
  profiles
    .filter((profile) => profile.entityId === entityId)
    .map(({ key, name }) => ({ key, name }))

/** The entities of an account for a table, in the order they were made. */
export async function entityRows(account: Account, scope: Scope = null) {
  const [entities, profiles] = await Promise.all([
    loadEntities(account.id),
    listProfiles(account.id),
  ])
  const shown = entities.filter(({ id }) => showsEntity(scope, id))
  return shown.map(({ id, key, name, fields, duplicate, stages }) => ({
    key,
    name,
    fields: fields.length,
    encrypted: fields.filter((field) => field.encrypted).length,
    duplicate: duplicate && {
      keys: duplicate.keys.map((one) => fields.find((field) => field.key === one)?.label ?? one),
      action: duplicate.action,
    },
    stages: stages.length,
    profiles: used(profiles, id),
  }))
}

/** Leads that came today, in the account's zone, by key of their entity; an entity without any is missing. */
export async function leadsToday(
  account: Account,
  now: number,
  scope: Scope = null
): Promise<Record<string, number>> {
  const today = DateTime.fromMillis(now, { zone: account.timeZone }).startOf('day')
  const rows = await store.all(
    `select e.key, count(*) as n from leads l join entities e on e.id = l.entity_id
     where l.account_id = ? and l.id >= ? group by e.key`,
    [account.id, idsBefore('lead', today.toMillis())]
  )
  const shown = rows.filter(({ key }) => !scope || scope.entities.includes(key as string))
  return Object.fromEntries(shown.map((row) => [row.key as string, Number(row.n)]))
}

/** Whether any lead of an entity is stored. Without one all leads are looked through: a page asks for it apart. */
export async function hasLeads(account: Account, key: string): Promise<boolean> {
  const row = await store.first(
    `select id from leads where account_id = ? and
       entity_id = (select id from entities where account_id = ? and key = ?) limit 1`,
    [account.id, account.id, key]
  )
  return row !== null
}

/** One entity for its page; null where the account has none of that key. */
export async function entityPage(account: Account, key: string) {
  const entity = await findEntity(account.id, key)
  if (!entity) return null
  const form = writeEntity(entity)
  const profiles = await listProfiles(account.id)
  return { entity: form, revision: revisionOf(form), profiles: used(profiles, entity.id) }
}
