import type { Account } from '#accounts/types'
import { writePartner } from '#distribution/blueprint/write_forms'
import { revisionOf } from '#distribution/configuration/revision'
import { capUse } from '#distribution/setup/cap_use'
import { partnerFigures } from '#distribution/setup/partner_figures'
import { type Scope, showsProfile } from '#entities/entity_scope'
import { listPartners, loadPartner } from '#partners/repository'
import type { OwnLimits, Partner, SetBy } from '#partners/types'
import { capKeys } from '#routing/cap_windows'
import { listProfiles, loadLiveVersions, loadVersionByNumber } from '#routing/repository'
import type { AssignmentDocument, CapTrace } from '#routing/types'
import { store } from '#store/store'

const owner = ({ id, caps, timeZone }: Partner) =>
  ({ scope: 'partner', id, caps, timeZone }) as const

/** The partners of an account for a table, by name. Their caps count leads of every entity: a limited place has none. */
export async function partnerRows(account: Account, now: number, scope: Scope = null) {
  const partners = await listPartners(account.id)
  const caps = await capUse(account, scope ? [] : partners.map(owner), now)
  return partners
    .map(({ id, key, name, email, paused, own, timeZone }) => ({
      key,
      name,
      email,
      paused: paused || own?.paused === true,
      time_zone: timeZone,
      caps: caps.get(id) ?? [],
    }))
    .sort((a, b) => a.name.localeCompare(b.name))
}

/** Figures by key of the partner; partners without any are missing. */
export async function partnerFiguresByKey(account: Account, now: number, scope: Scope = null) {
  const [partners, figures] = await Promise.all([
    listPartners(account.id),
    partnerFigures(account, now, scope),
  ])
  return Object.fromEntries(
    partners.flatMap(({ id, key }) => {
      const own = figures.get(id)
      return own ? [[key, own]] : []
    })
  )
}

const since = (by: SetBy | undefined) =>
  by ? { actor: by.actor.replace(/^[a-z]+:/, ''), at: new Date(by.at).toISOString() } : null

/** What the partner set for itself, and who of it. */
const ownOf = (own: OwnLimits) => ({
  paused: own.paused === true,
  paused_by: since(own.paused_by),
  caps: own.caps ?? null,
  caps_by: since(own.caps_by),
})

/** What every page of a partner knows; null where the account has none of that key. */
export async function partnerHead(account: Account, key: string) {
  const partner = await loadPartner(account.id, key)
  if (!partner) return null
  const form = writePartner(partner)
  const { id, paused, own = {} } = partner
  return { id, form, paused, own: ownOf(own), revision: revisionOf(form) }
}

export async function partnerCaps(account: Account, key: string, now: number): Promise<CapTrace[]> {
  const partner = await loadPartner(account.id, key)
  if (!partner) return []
  const used = await capUse(account, [owner(partner)], now)
  return used.get(partner.id) ?? []
}

export interface PartnerAssignment {
  profile: { key: string; name: string; paused: boolean }
  assignment: Pick<AssignmentDocument, 'key' | 'price' | 'filter' | 'caps' | 'schedule'>
  channel: string
  /** What is taken where the assignment names no price. */
  base_price: string | null
  entity: string
  paused: boolean
  /** Only in the draft of the profile: no lead comes from there yet. */
  draft: boolean
  caps: CapTrace[]
}

/** Where a partner stands in profiles, live ones and drafts, with how full its places are. */
export async function partnerAssignments(
  account: Account,
  key: string,
  now: number,
  scope: Scope = null
): Promise<PartnerAssignment[]> {
  const partner = await loadPartner(account.id, key)
  if (!partner) return []
  const [profiles, live, entities, rows] = await Promise.all([
    listProfiles(account.id),
    loadLiveVersions(account.id),
    store.all('select id, key from entities where account_id = ?', [account.id]),
    store.all(
      `select id, profile_id, key, paused from assignments where account_id = ? and partner_id = ?`,
      [account.id, partner.id]
    ),
  ])
  const entityKeys = new Map(entities.map((row) => [row.id, row.key as string]))
  const found: (PartnerAssignment & { id: string | null })[] = []
  for (const profile of profiles) {
    if (!showsProfile(scope, profile.id)) continue
    const version = live.get(profile.id) ?? (await loadVersionByNumber(account.id, profile.id, 0))
    for (const assignment of version?.document.assignments ?? []) {
      if (assignment.partner !== key) continue
      const row = rows.find((one) => one.profile_id === profile.id && one.key === assignment.key)
      found.push({
        id: (row?.id as string | undefined) ?? null,
        profile: { key: profile.key, name: profile.name, paused: profile.paused },
        assignment: {
          key: assignment.key,
          price: assignment.price,
          filter: assignment.filter,
          caps: assignment.caps,
          schedule: assignment.schedule,
        },
        channel: assignment.delivery.use,
        base_price: version!.document.price,
        entity: entityKeys.get(profile.entityId) ?? '',
        paused: Boolean(row?.paused),
        draft: version!.status === 'draft',
        caps: [],
      })
    }
  }
  const owners = found.flatMap(({ id, assignment: { caps } }) =>
    id && caps ? [{ scope: 'assignment' as const, id, caps, timeZone: partner.timeZone }] : []
  )
  const used = await capUse(account, owners, now)
  return found.map(({ id, ...one }) => ({ ...one, caps: (id && used.get(id)) || [] }))
}

/** When each kind of window begins anew for a partner, RFC 3339: for caps that are being typed in. */
export function nextResets(account: Account, timeZone: string, now: number) {
  const windows = { day: 0, week: 0, month: 0 }
  return Object.fromEntries(
    capKeys('partner', '', windows, timeZone, now, account.currency).map(({ window, endsAt }) => [
      window,
      new Date(endsAt!).toISOString(),
    ])
  )
}

/** What pausing a partner now means. */
export async function pauseEffect(account: Account, key: string, now: number) {
  const [assignments, figures, open] = await Promise.all([
    partnerAssignments(account, key, now),
    partnerFiguresByKey(account, now),
    store.first(
      `select count(*) as n from deliveries where account_id = ? and
         partner_id in (select id from partners where account_id = ? and key = ?)
         and status in ('pending', 'sending', 'waiting', 'unknown')`,
      [account.id, account.id, key]
    ),
  ])
  return {
    assignments: assignments.filter(({ draft }) => !draft).length,
    sold_today: figures[key]?.today ?? 0,
    open: Number(open?.n ?? 0),
  }
}
