import { acceptLead } from '#entities/accept_lead'
import { tryTransform } from '#host/sandbox/transform_pool'
import { plugins } from '#host/registry'
import { explainBalance, explainCap, explainNotReached } from '#routing/explain_verdict'
import { NO_PLACES, type Places, nextPlace } from '#routing/ladder'
import { offersOnWay } from '#routing/offers_on_way'
import { judge } from '#routing/judge'
import type { Evaluation, PathStep } from '#routing/types'
import { type Money, money } from '#shared/money'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import { availableOf, measureBalance } from '#distribution/balance_room'
import { priceAt, tierOf } from '#distribution/claimant_price'
import { circuits } from '#distribution/circuits'
import { readPlaces } from '#distribution/holds'
import { lookAtLists } from '#distribution/look_at_lists'
import { measureCap } from '#distribution/measure_cap'
import { type LeadFacts, newDistribution } from '#distribution/new_distribution'
import { factsOf } from '#distribution/plan_offer'
import type { Claimant } from '#distribution/reserve_wave'
import { type RunContext, ladderIn } from '#distribution/run_context'
import { type AskForBid, askingFor, turnsAsTheyStand } from '#distribution/see_offer'
import { triedVersion, withDrafts } from '#distribution/tried_version'
import { type VirtualRoom, type VirtualWalk, walkVirtually } from '#distribution/walk_virtually'

export interface Simulation {
  values: Record<string, unknown>
  /** A route (or the short form) to try instead of the live version. */
  route?: unknown
  /** Moment to route at, ms; now unless given. */
  at?: number
  /** A stored lead to run again, instead of new values, and the ids of the partners that have it already. */
  stored?: { lead: LeadFacts; holders: ReadonlySet<string> }
  /** Asks partners for bids; absent: what their assignment pays is taken for one. */
  bid?: AskForBid
}

export interface SimulatedDistribution {
  profile: string
  route_version: number | null
  status: 'sold' | 'unsold' | 'held'
  reason: string | null
  revenue: Money
  path: PathStep[]
  evaluations: Evaluation[]
  deliveries: { partner: string; assignment: string; channel: string; price: Money }[]
}

/** A simulation with what it was worked out from, for whoever tells more of it. */
export interface Simulated {
  /** As the API answers it. */
  distribution: SimulatedDistribution
  context: RunContext
  walk: VirtualWalk
  at: number
}

/**
 * What would become of a lead: the path, everybody's verdict and who would be offered it, every partner taken to accept.
 * Nothing is sent, stored or counted; caps are those used at this moment.
 */
export async function simulate(
  accountId: string,
  profileKey: string,
  input: Simulation
): Promise<Result<SimulatedDistribution, Problem[] | 'not_found'>> {
  const done = await simulation(accountId, profileKey, input)
  return done.ok ? ok(done.value.distribution) : done
}

/** The same, with its making. */
export async function simulation(
  accountId: string,
  profileKey: string,
  input: Simulation
): Promise<Result<Simulated, Problem[] | 'not_found'>> {
  const config = await accountConfig(accountId)
  const profile = config.profilesByKey.get(profileKey)
  if (!profile) return fail('not_found')
  const now = Date.now()
  const at = input.at ?? now
  const { account } = config
  const { stored } = input
  const accepted = stored
    ? ok({ values: stored.lead.values })
    : acceptLead(input.values, profile.entity, at, account)
  if (!accepted.ok) return fail(accepted.problem)
  const version = triedVersion(profile, input.route, account.currency)
  if (!version.ok) return version
  const context: RunContext = {
    config,
    profile: withDrafts(config, profile, version.value),
    version: version.value,
  }

  const { run } = newDistribution(
    config,
    profile,
    stored?.lead ?? {
      id: 'lead_simulated',
      revision: 1,
      values: accepted.value.values,
      source: null,
      externalId: null,
      test: false,
      createdAt: at,
    },
    'simulation',
    null,
    at
  )
  const holders = stored?.holders ?? new Set<string>()
  const places = await placesNow(context, at)
  if (!run.hits) await lookAtLists(run, context)
  const walk = await walkVirtually(run, context, at, {
    plugins: plugins(),
    mayCall: (assignmentId, when) => circuits.verdict(assignmentId, when),
    placeOf: (ladder) => nextPlace(places.get(ladder) ?? NO_PLACES),
    turns: turnsAsTheyStand(profile.profile.id),
    async transform(code, values) {
      const done = await tryTransform({ account: accountId, code, input: values })
      return done.ok ? ok(done.value.output) : fail(done.problem.message)
    },
    ...askingFor(input.bid, run, context),
    has: (partnerId) => holders.has(partnerId),
    // A test takes nothing of a cap.
    reserve: (claimant) => roomFor(claimant, config, places, Boolean(stored?.lead.test)),
    answer: ({ price }) => ({ answer: 'sold', price }),
  })
  const { path, status, reason, lead } = walk
  const offered = walk.offers.map((one) => one.claimant)

  const names = new Set(offered.map((one) => one.assignmentKey))
  const buyer = offered[0] ? (config.partners.get(offered[0].partnerId)?.name ?? null) : null
  const onWay = offersOnWay(context.version.compiled.program, path)
  const evaluations = judge(context.version.compiled, lead, factsOf(context), at)
    .evaluations()
    .map((one): Evaluation => {
      const key = one.assignment
      if (names.has(key))
        return {
          ...one,
          explanation: 'would be offered the lead',
          caps: walk.caps.get(key)?.() ?? [],
          ...walk.money.get(key),
        }
      if (one.reason !== null) return one
      const no = walk.refused.get(key)
      if (no)
        return {
          ...one,
          eligible: false,
          reason: no.reason,
          explanation: no.explain(),
          caps: walk.caps.get(key)?.() ?? [],
          ...walk.money.get(key),
        }
      return {
        ...one,
        reason: 'not_reached',
        explanation: explainNotReached(onWay(key) ? buyer : null),
      }
    })
  const moment = new Date(at).toISOString()
  const distribution = {
    id: null,
    profile: profileKey,
    route_version: context.version.number || null,
    lead_id: null,
    trigger: 'simulation',
    status,
    reason,
    revenue: money(
      offered.reduce((sum, one) => sum + one.price, 0),
      account.currency
    ),
    created_at: moment,
    started_at: moment,
    finished_at: moment,
    path,
    evaluations,
    deliveries: offered.map((one) => ({
      id: null,
      lead_id: null,
      distribution_id: null,
      profile: profileKey,
      partner: config.partners.get(one.partnerId)!.key,
      assignment: one.assignmentKey,
      channel: one.channel,
      price: money(one.price, account.currency),
      status: 'pending',
      reason: null,
      duplicate: false,
      reference: null,
      ping: null,
      cancelled_at: null,
      cancel_reason: null,
      attempts: [],
    })),
    pings: [],
  }
  return ok({ distribution, context, walk, at })
}

/** The ladders of a version as they stand now. */
async function placesNow(context: RunContext, at: number): Promise<Map<string, Places>> {
  const ids = context.version.compiled.assignments.flatMap(({ key, document }) => {
    const ladder = document.tiers && ladderIn(context, key, document, at)
    return ladder ? [ladder.id] : []
  })
  if (!ids.length) return new Map()
  const rows = await store.all('select * from ladders where id in (??)', [[...new Set(ids)]])
  return new Map(rows.map((row) => [row.id as string, readPlaces(row)]))
}

/** Caps and balances as they are at this moment; nothing is taken of them. */
async function roomFor(
  { caps, price: base, ladder, balance, partnerId }: Claimant,
  config: AccountConfig,
  places: ReadonlyMap<string, Places>,
  test: boolean
): Promise<VirtualRoom> {
  const { currency, timeZone } = config.account
  const place = ladder && nextPlace(places.get(ladder.id) ?? NO_PLACES)
  const price = ladder ? priceAt(ladder, place!, base) : base
  const tier = ladder ? { tier: tierOf(ladder, place!, price, currency) } : {}
  const free: VirtualRoom = { refused: null, price, ...tier, traces: () => [], explain: () => '' }
  if (test) return free
  const [rows, [left]] = await Promise.all([
    caps.length
      ? store.all('select id, used from cap_buckets where id in (??)', [caps.map((cap) => cap.id)])
      : [],
    balance ? store.all('select id, available from balances where id = ?', [balance.id]) : [],
  ])
  const used = new Map(rows.map((row) => [row.id, Number(row.used)]))
  const measured = caps.map((cap) => measureCap(cap, used.get(cap.id) ?? 0, price, currency))
  const full = measured.find((one) => one.full)
  const found = balance && measureBalance(balance, availableOf(left), price, currency)
  return {
    ...free,
    refused: full ? 'cap' : found?.full ? 'balance' : null,
    ...(found && { balance: found.trace }),
    traces: () => measured.map((one) => one.trace),
    explain: () => {
      if (full) return explainCap(full.trace, config.partners.get(partnerId)?.timeZone ?? timeZone)
      return found?.full ? explainBalance(found.trace, currency) : ''
    },
  }
}
