import { capKeys } from '#routing/cap_windows'
import type { CapTrace } from '#routing/types'
import { readBalance } from '#billing/balances/read_balance'
import { accountConfig } from '#distribution/account_config'
import { teamConfig } from '#distribution/limit_config'
import { balanceKeyOf } from '#distribution/balance_room'
import { measureCap } from '#distribution/measure_cap'
import { countReturns } from '#distribution/returns/find_returns'
import { type Scope, idsOf } from '#entities/entity_scope'
import { leadTitle } from '#entities/lead_title'
import { type Money, money } from '#shared/money'
import { store } from '#store/store'
import type { Account } from '#accounts/types'
import { type Acceptance, acceptanceOf, hasDropped } from '#insights/acceptance'
import { dateBefore } from '#insights/choose_period'
import { readAnswers } from '#insights/figures/read_figures'
import { type FailingEndpoint, failingEndpoints } from '#insights/failing_endpoints'
import type { Named } from '#insights/read_names'
import { dateText, localDay } from '#shared/local_time'

export interface CapNearby {
  partner: Named
  /** Null for a cap of the partner as a whole. */
  assignment: { key: string; profile: Named } | null
  window: CapTrace['window']
  used: number | Money
  limit: number | Money
  /** 0 to 1 and more. */
  share: number
  resetsAt: string | null
  /** The zone whose midnight ends the window. */
  timeZone: string
}

export interface Attention {
  caps: CapNearby[]
  balances: BalanceNearby[]
  endpoints: FailingEndpoint[]
  dropping: (Acceptance & { partner: Named; before: Acceptance })[]
  held: { count: number; latest: HeldLead[] }
  /** Requests to give leads back that wait, and those nobody decided in time. */
  returns: { waiting: number; overdue: number }
}

/** A partner that pays from a balance, or up to a limit, and has little room left. */
export interface BalanceNearby {
  partner: Named
  mode: 'prepaid' | 'credit'
  room: Money
  /** About how many leads that are; null where it bought none. */
  leads: number | null
  state: 'low' | 'reached'
}

export interface HeldLead {
  id: string
  title: string | null
  reason: string | null
  at: string
}

const NEAR = 0.8
const AT_MOST = 12
const HELD = 5

/** What needs a person: caps that are nearly used up, endpoints that fail, partners that take less, leads that are held, returns. */
export async function findAttention(
  account: Account,
  now: number,
  scope: Scope = null
): Promise<Attention> {
  const [caps, balances, endpoints, dropping, held, { waiting, overdue }] = await Promise.all([
    capsNearby(account, now, scope),
    // What partners owe and how they answer is counted over all entities.
    scope ? [] : balancesNearby(account),
    failingEndpoints(account.id, now, scope),
    scope ? [] : droppingPartners(account, now),
    heldLeads(account.id, scope),
    countReturns(account.id, now, scope),
  ])
  return { caps, balances, endpoints, dropping, held, returns: { waiting, overdue } }
}

async function capsNearby(account: Account, now: number, scope: Scope): Promise<CapNearby[]> {
  const config = await teamConfig({ account, scope })
  const { currency } = account
  const found: {
    cap: ReturnType<typeof capKeys>[number]
    of: Omit<CapNearby, 'window' | 'used' | 'limit' | 'share' | 'resetsAt'>
  }[] = []
  for (const partner of scope ? [] : config.partners.values())
    for (const cap of capKeys('partner', partner.id, partner.caps, partner.timeZone, now, currency))
      found.push({
        cap,
        of: { partner: named(partner), assignment: null, timeZone: partner.timeZone },
      })
  for (const { profile, live, assignments } of config.profiles.values())
    for (const { key, document } of live?.compiled.assignments ?? []) {
      const partner = config.partnersByKey.get(document.partner)
      const row = assignments.get(key)
      if (!partner || !row || !document.caps) continue
      for (const cap of capKeys(
        'assignment',
        row.id,
        document.caps,
        partner.timeZone,
        now,
        currency
      ))
        found.push({
          cap,
          of: {
            partner: named(partner),
            assignment: { key, profile: named(profile) },
            timeZone: partner.timeZone,
          },
        })
    }
  const used = await usedOf(found.map(({ cap }) => cap.id))
  return found
    .map(({ cap, of }): CapNearby => {
      const n = used.get(cap.id) ?? 0
      const { trace } = measureCap(cap, n, 0, currency)
      const show = (value: number, text: number | string) =>
        cap.unit === 'spend' ? money(value, currency) : Number(text)
      return {
        ...of,
        window: cap.window,
        used: show(n, trace.used),
        limit: show(cap.limit, trace.limit),
        share: cap.limit ? n / cap.limit : 1,
        resetsAt: trace.resets_at,
      }
    })
    .filter((one) => one.share >= NEAR)
    .sort((a, b) => b.share - a.share)
    .slice(0, AT_MOST)
}

async function balancesNearby(account: Account): Promise<BalanceNearby[]> {
  const { partners } = await accountConfig(account.id)
  const rows = await store.all('select id, available from balances where account_id = ?', [
    account.id,
  ])
  const near = new Map(rows.map((row) => [row.id as string, Number(row.available)]))
  const found: BalanceNearby[] = []
  for (const partner of partners.values()) {
    const key = balanceKeyOf(partner, account.currency)
    if (!key) continue
    const room = (near.get(key.id) ?? 0) - key.floor
    // Only whose room is small is looked at closer: that counts its sales.
    if (found.length === AT_MOST || (room > 0 && (key.low === null || room >= key.low))) continue
    const { mode, room: left, leads } = (await readBalance(account, partner))!
    const state = room <= 0 || leads === 0 ? 'reached' : 'low'
    found.push({ partner: named(partner), mode, room: left, leads, state })
  }
  return found
}

const named = ({ key, name }: Named): Named => ({ key, name })
const CHUNK = 500

async function usedOf(ids: string[]): Promise<Map<string, number>> {
  const used = new Map<string, number>()
  for (let i = 0; i < ids.length; i += CHUNK) {
    const rows = await store.all('select id, used from cap_buckets where id in (??)', [
      ids.slice(i, i + CHUNK),
    ])
    for (const row of rows) used.set(row.id as string, Number(row.used))
  }
  return used
}

/** The last three days against the two weeks before them: a single bad hour is no trend. */
async function droppingPartners(account: Account, now: number): Promise<Attention['dropping']> {
  const today = dateText(localDay(account.timeZone, now))
  const recent = { from: dateBefore(today, 2), to: today }
  const earlier = { from: dateBefore(today, 16), to: dateBefore(today, 3) }
  const after = Map.groupBy(await readAnswers(account.id, recent), (one) => one.partnerId)
  const first = Map.groupBy(await readAnswers(account.id, earlier), (one) => one.partnerId)
  const { partners } = await accountConfig(account.id)
  return [...after].flatMap(([id, answers]) => {
    const [is, was] = [acceptanceOf(answers), acceptanceOf(first.get(id) ?? [])]
    const partner = partners.get(id)
    return partner && hasDropped(is, was) ? [{ ...is, partner: named(partner), before: was }] : []
  })
}

async function heldLeads(accountId: string, scope: Scope): Promise<Attention['held']> {
  const only = scope ? 'and l.entity_id in (??)' : ''
  const own = [accountId, ...(scope ? [idsOf(scope.entityIds)] : [])]
  const [{ n }] = await store.all(
    `select count(*) as n from leads l where l.account_id = ? and l.status = 'held' and l.merged_into is null ${only}`,
    own
  )
  const rows = await store.all(
    `select l.id, l."values", l.updated_at,
       (select d.reason from distributions d where d.lead_id = l.id and d.status = 'held'
          order by d.id desc limit 1) as reason
     from leads l where l.account_id = ? and l.status = 'held' and l.merged_into is null ${only} order by l.id desc limit ${HELD}`,
    own
  )
  const latest = rows.map((row) => ({
    id: row.id as string,
    title: leadTitle(JSON.parse(row.values as string)),
    reason: row.reason as string | null,
    at: new Date(Number(row.updated_at)).toISOString(),
  }))
  return { count: Number(n), latest }
}
