import type { Account } from '#accounts/types'
import { referencesIn } from '#accounts/secret_references'
import { type Secrets, loadSecrets } from '#accounts/secrets'
import { writeEntity } from '#distribution/blueprint/write_forms'
import { loadWorld } from '#distribution/blueprint/load_world'
import { type WorkingProfile, workingProfile } from '#distribution/configuration/working_profile'
import { capUse } from '#distribution/setup/cap_use'
import { profileFigures } from '#distribution/setup/profile_figures'
import { type EntityScope, type Scope, idsOf, showsProfile } from '#entities/entity_scope'
import { findEntity } from '#entities/repository'
import { plugins } from '#host/registry'
import { listPartners } from '#partners/repository'
import { listAssignments, listProfiles } from '#routing/repository'
import type { CapTrace, RouteDocument } from '#routing/types'
import { store } from '#store/store'

/** The profiles of an account for a table, in the order they were made. */
export async function profileRows(account: Account, scope: Scope = null) {
  const countOf =
    store.backend.dialect === 'postgres'
      ? `json_array_length(document::json -> 'assignments')`
      : `json_array_length(document, '$.assignments')`
  const [profiles, entities, versions] = await Promise.all([
    listProfiles(account.id),
    store.all('select id, key, name from entities where account_id = ?', [account.id]),
    store.all(
      `select v.id, v.profile_id, v.number, ${countOf} as assignments
       from profile_versions v join profiles p on p.id = v.profile_id
       where v.account_id = ? and (v.number = 0 or v.id = p.live_version_id)`,
      [account.id]
    ),
  ])
  const shown = profiles.filter(({ id }) => showsProfile(scope, id))
  return shown.map(({ id, key, name, entityId, trigger, triggerStage, paused, ...more }) => {
    const entity = entities.find((row) => row.id === entityId)
    const live = versions.find((row) => row.id === more.liveVersionId)
    const draft = versions.find((row) => row.profile_id === id && Number(row.number) === 0)
    return {
      key,
      name,
      entity: { key: entity?.key as string, name: entity?.name as string },
      trigger: trigger === 'stage' ? { stage: triggerStage } : trigger,
      paused,
      version: live ? Number(live.number) : null,
      draft: draft !== undefined,
      assignments: Number((live ?? draft)?.assignments ?? 0),
    }
  })
}

/** Today's figures by key of the profile; profiles without a lead today are missing. */
export async function profileFiguresByKey(account: Account, now: number, scope: Scope = null) {
  const [profiles, figures] = await Promise.all([
    listProfiles(account.id),
    profileFigures(account, now),
  ])
  return Object.fromEntries(
    profiles.flatMap(({ id, key }) => {
      const own = showsProfile(scope, id) && figures.get(id)
      return own ? [[key, own]] : []
    })
  )
}

/** A profile as its pages show it; null where the account has none of that key. */
export async function profilePage(account: Account, key: string) {
  const world = await loadWorld(account.id)
  const working = world && (await workingProfile(world, key))
  if (!working) return null
  const { profile, draft, form, revision } = working
  const entity = (await findEntity(account.id, profile.entity))!
  return {
    working,
    props: {
      profile: {
        form,
        revision,
        paused: profile.paused,
        entity: writeEntity(entity),
        version: await liveNumber(account.id, profile.liveVersionId),
        /** Assignments stand on more than one offer: the route says who is asked when. */
        drawn: form.route !== undefined,
        draft: draft && {
          saved_at: new Date(draft.createdAt).toISOString(),
          saved_by: draft.createdBy,
        },
      },
    },
  }
}

async function liveNumber(accountId: string, versionId: string | null): Promise<number | null> {
  if (!versionId) return null
  const row = await store.first(
    'select number from profile_versions where account_id = ? and id = ?',
    [accountId, versionId]
  )
  return row && Number(row.number)
}

export interface AssignmentState {
  paused: boolean
  caps: CapTrace[]
}

/** Pauses and cap use of the places of a profile, by key; those that were never live are missing. */
export async function assignmentStates(
  account: Account,
  { profile }: WorkingProfile,
  now: number
): Promise<Record<string, AssignmentState>> {
  const [rows, partners] = await Promise.all([
    listAssignments(account.id, profile.id),
    listPartners(account.id),
  ])
  const zones = new Map(partners.map(({ id, timeZone }) => [id, timeZone]))
  const caps = new Map(profile.document?.assignments.map((one) => [one.key, one.caps ?? {}]))
  const used = await capUse(
    account,
    rows.map(({ id, key, partnerId }) => ({
      scope: 'assignment' as const,
      id,
      caps: caps.get(key) ?? {},
      timeZone: zones.get(partnerId) ?? account.timeZone,
    })),
    now
  )
  return Object.fromEntries(
    rows.map(({ id, key, paused }) => [key, { paused, caps: used.get(id) ?? [] }])
  )
}

/** What the forms of a profile are drawn with. */
export async function profileForms(account: Account, scope: Scope = null) {
  const [partners, secrets] = await Promise.all([listPartners(account.id), loadSecrets(account.id)])
  return {
    partners: partners.map(({ key, name, email, paused, timeZone }) => ({
      key,
      name,
      paused,
      time_zone: timeZone,
      has_email: email !== null,
    })),
    plugins: plugins()
      .list()
      .filter(({ kind }) => kind === 'channel' || kind === 'strategy'),
    secrets: scope ? await namedWithin(account.id, scope) : namesOf(secrets),
  }
}

const namesOf = (secrets: Secrets) => [...secrets.keys()].sort()

/** Names of secrets tell of the profiles they stand in: to a limited place those of its own are told. */
async function namedWithin(accountId: string, scope: EntityScope): Promise<string[]> {
  const rows = await store.all(
    `select v.document from profile_versions v join profiles p on p.id = v.profile_id
     where v.account_id = ? and p.id in (??) and (v.number = 0 or v.id = p.live_version_id)`,
    [accountId, idsOf(scope.profileIds)]
  )
  const names = new Set<string>()
  for (const { document } of rows)
    for (const { delivery } of (JSON.parse(document as string) as RouteDocument).assignments)
      referencesIn({ ...delivery, transform: undefined }, (name) => names.add(name))
  return [...names].sort()
}
