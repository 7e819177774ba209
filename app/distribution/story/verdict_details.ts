import { type ConditionChange, waysToTurn } from '#routing/smallest_change'
import { offersOnWay } from '#routing/offers_on_way'
import { isSpend } from '#routing/cap_windows'
import { nextOpening } from '#routing/schedule'
import type { BalanceTrace, CapTrace, Evaluation } from '#routing/types'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { AccountConfig } from '#distribution/account_config'
import { NO_BID } from '#distribution/bids'
import type { JudgedRun } from '#distribution/story/judged_run'

/** What a verdict says beside its reason, as data: pages make their sentences of it, in the language of their reader. */
export type VerdictDetail =
  | { kind: 'asked'; delivery: string; status: string; reason: string | null }
  /** Each way is a set of conditions that would all have to come out the other way; the shortest first. */
  | { kind: 'filter'; ways: ConditionChange[][] }
  | {
      kind: 'paused'
      whose: 'partner' | 'itself' | 'assignment' | 'endpoint'
      until: string | null
    }
  | { kind: 'schedule'; opens_at: string | null; time_zone: string }
  | { kind: 'cap'; cap: CapTrace; time_zone: string; reached_at: string | null }
  | { kind: 'balance'; balance: BalanceTrace; currency: string }
  | { kind: 'duplicate'; by: string | null }
  | { kind: 'no_bid'; reason: string | null }
  | {
      kind: 'not_reached'
      /** Assignments: who bought first, and who has the lead and may still buy it. */
      sold_to: string | null
      waiting_for: string | null
      /** Why nobody else was asked: the profile's filter, a held or an unfinished run; null: the route went by. */
      stopped: 'filter' | 'held' | 'under_way' | null
    }

const MAX_WAYS = 3
/** The longest period a cap is counted in. */
const MONTH_MS = 32 * 86_400_000

export type Detailed = Evaluation & { detail: VerdictDetail | null }

export async function withDetails(
  config: AccountConfig,
  run: JudgedRun,
  evaluations: Evaluation[],
  row: Row,
  deliveries: Row[]
): Promise<Detailed[]> {
  const asked = new Map(deliveries.map((one) => [one.assignment_key as string, one]))
  const keyOf = (statuses: readonly string[]) =>
    (deliveries.find((one) => statuses.includes(one.status as string))?.assignment_key as
      string | undefined) ?? null
  const soldTo = keyOf(['accepted', 'sent', 'cancelled'])
  const waitingFor = keyOf(['waiting', 'unknown', 'sending', 'pending'])
  const stopped = stopOf(row)
  const onWay = offersOnWay(run.version.compiled.program, run.path)
  const reached = await capMoments(config, run, evaluations)
  return evaluations.map((one) => ({ ...one, detail: detailOf(one) }))

  function detailOf(one: Evaluation): VerdictDetail | null {
    const { assignment, partner, reason } = one
    const delivery = asked.get(assignment)
    if (delivery)
      return {
        kind: 'asked',
        delivery: delivery.id as string,
        status: delivery.status as string,
        reason: delivery.reason as string | null,
      }
    const compiled = run.version.compiled.byKey.get(assignment)
    switch (reason) {
      case 'filter': {
        // It is no condition of its own that said no, but a suppression list: the explanation says which.
        if (run.verdicts.refused[assignment]) return null
        const rule = compiled?.filter.rule
        return rule
          ? { kind: reason, ways: waysToTurn(rule, one.conditions).slice(0, MAX_WAYS) }
          : null
      }
      case 'paused':
        return pauseOf(run, one)
      case 'schedule': {
        const schedule = compiled?.document.schedule
        const zone = schedule?.time_zone ?? run.facts.zoneOf(partner)
        const opens = nextOpening(schedule, run.at, zone)
        const at = opens === null ? null : new Date(opens).toISOString()
        return { kind: reason, opens_at: at, time_zone: zone }
      }
      case 'cap': {
        const cap = one.caps.find(isFull) ?? one.caps[0]
        const at = cap && reached.get(nameOf(one, cap))
        const zone = run.facts.zoneOf(partner)
        return cap ? { kind: reason, cap, time_zone: zone, reached_at: at ?? null } : null
      }
      case 'balance':
        return one.balance
          ? { kind: reason, balance: one.balance, currency: config.account.currency }
          : null
      case 'duplicate': {
        const twin = deliveries.find(
          (each) => each.partner_id === config.partnersByKey.get(partner)?.id
        )
        return { kind: reason, by: (twin?.assignment_key as string | undefined) ?? null }
      }
      case 'not_reached':
        if (run.verdicts.refused[assignment]) return noBid(run.verdicts.refused[assignment])
        return onWay(assignment)
          ? { kind: reason, sold_to: soldTo, waiting_for: waitingFor, stopped }
          : { kind: reason, sold_to: null, waiting_for: null, stopped: null }
      default:
        return null
    }
  }
}

/** Asked for a bid, and none: its reason is what the partner said, or what kept it from answering. */
function noBid({ explanation }: { explanation: string }): VerdictDetail {
  return { kind: 'no_bid', reason: explanation.split(NO_BID)[1]?.replace(/^: /, '') || null }
}

function stopOf(row: Row): 'filter' | 'held' | 'under_way' | null {
  const [first] = JSON.parse(row.path as string) as { node: string; port: string | null }[]
  if (first?.node === 'filter' && first.port === 'no') return 'filter'
  if (row.finished_at === null) return 'under_way'
  return row.status === 'held' ? 'held' : null
}

function pauseOf(
  { facts, verdicts }: JudgedRun,
  { assignment, partner }: Evaluation
): VerdictDetail {
  const whose = facts.pausedThemselves?.has(partner) ? 'itself' : 'partner'
  if (facts.pausedPartners.has(partner)) return { kind: 'paused', whose, until: null }
  if (facts.pausedAssignments.has(assignment))
    return { kind: 'paused', whose: 'assignment', until: null }
  const { explanation = '' } = verdicts.refused[assignment] ?? {}
  const until = /until (\S+)/.exec(explanation)?.[1] ?? null
  return { kind: 'paused', whose: 'endpoint', until }
}

/** A cap at its limit; of spend caps, which refuse when less is left than the price, the fullest. */
const isFull = (cap: CapTrace, _: number, all: CapTrace[]): boolean =>
  isSpend(cap.window)
    ? !all.some((one) => !isSpend(one.window) && Number(one.used) >= Number(one.limit))
    : Number(cap.used) >= Number(cap.limit)

const nameOf = ({ partner, assignment }: Evaluation, { scope, window }: CapTrace) =>
  `${scope}:${scope === 'partner' ? partner : assignment}:${window}`

/** When the caps that were full then had been reached, by the trail. */
async function capMoments(
  config: AccountConfig,
  run: JudgedRun,
  evaluations: Evaluation[]
): Promise<Map<string, string>> {
  const full = evaluations.filter(({ reason }) => reason === 'cap')
  const partners = [...new Set(full.map((one) => config.partnersByKey.get(one.partner)?.id))]
  const ids = partners.filter((id) => id !== undefined)
  if (ids.length === 0) return new Map()
  const rows = await store.all(
    `select at, partner_id, data from events
     where account_id = ? and type = 'cap.reached' and partner_id in (??) and at > ? and at <= ?
     order by id desc limit 500`,
    [config.account.id, ids, run.at - MONTH_MS, run.at]
  )
  const found = new Map<string, string>()
  for (const row of rows) {
    const data = JSON.parse(row.data as string) as { assignment: string } & CapTrace
    const partner = config.partners.get(row.partner_id as string)?.key ?? ''
    const name = `${data.scope}:${data.scope === 'partner' ? partner : data.assignment}:${data.window}`
    if (!found.has(name)) found.set(name, new Date(Number(row.at)).toISOString())
  }
  return found
}
