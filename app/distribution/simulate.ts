import { acceptLead } from '#entities/accept_lead'
import { runTransform } from '#host/sandbox/transform_pool'
import { plugins } from '#host/registry'
import { compileProfile } from '#routing/compile_profile'
import { nodeDecider, startRoute } from '#routing/decide_node'
import { explainCap, explainNotReached } from '#routing/explain_verdict'
import { judge } from '#routing/judge'
import { parseProfile, writeProfile } from '#routing/parse_profile'
import { type Advance, resumeRun } from '#routing/run_route'
import type { CapTrace, Evaluation, PathStep } from '#routing/types'
import type { LeadView } from '#sdk'
import { money } from '#shared/money'
import { isObject } from '#shared/shape'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'
import {
  type AccountConfig,
  type CompiledVersion,
  type ProfileConfig,
  accountConfig,
} from '#distribution/account_config'
import { type Measured, measureCap } from '#distribution/measure_cap'
import { newDistribution } from '#distribution/new_distribution'
import { factsOf, planOffer } from '#distribution/plan_offer'
import type { Claimant } from '#distribution/reserve_wave'
import { type RunContext, claimantOf } from '#distribution/run_context'

export interface Simulation {
  values: Record<string, unknown>
  /** A route (or the short form) to try instead of the live version. */
  route?: unknown
  /** Moment to route at, ms; now unless given. */
  at?: number
}

/** Waves behind which a simulated offer gives up looking, as a route's path would be of no use to anyone. */
const MAX_STEPS = 1_000

/**
 * What would become of a lead: the path, everybody's verdict and who would be offered it, every partner taken to accept.
 * Nothing is sent, stored or counted; caps are those used at this moment.
 */
export async function simulate(
  accountId: string,
  profileKey: string,
  input: Simulation
): Promise<Result<object, Problem[] | 'not_found'>> {
  const config = await accountConfig(accountId)
  const profile = config.profilesByKey.get(profileKey)
  if (!profile) return fail('not_found')
  const now = Date.now()
  const at = input.at ?? now
  const { account } = config
  const accepted = acceptLead(input.values, profile.entity, at, account)
  if (!accepted.ok) return fail(accepted.problem)
  const version = versionFor(profile, input.route, account.currency)
  if (!version.ok) return version
  const context: RunContext = {
    config,
    profile: withDrafts(config, profile, version.value),
    version: version.value,
  }

  const { run } = newDistribution(
    config,
    profile,
    {
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
  let lead = run.lead.view
  const { compiled } = context.version
  const decider = (of: LeadView) =>
    nodeDecider(compiled, of, { at, seed: run.lead.id, timeZone: account.timeZone }, plugins())
  const path: PathStep[] = []
  const caps = new Map<string, CapTrace[]>()
  const refused = new Map<string, { reason: Evaluation['reason']; explanation: string }>()
  const offered: Claimant[] = []
  let advance: Advance = startRoute(compiled, lead, at, decider(lead))
  let status: 'sold' | 'unsold' | 'held' = 'unsold'
  let reason: string | null = null

  for (let i = 0; i < MAX_STEPS; i++) {
    path.push(...advance.path)
    const { next } = advance
    if (next.kind === 'end') {
      status = next.status
      reason = next.reason
      break
    }
    if (next.kind === 'transform') {
      const done = await runTransform({
        account: accountId,
        code: next.code,
        input: { ...lead.values },
      })
      if (!done.ok) {
        status = 'held'
        reason = `transform "${next.node}" failed: ${done.problem.message}`
        break
      }
      lead = { ...lead, values: done.value.output }
      advance = resumeRun(compiled.program, next.node, 'out', decider(lead))
      continue
    }
    const plan = planOffer(run, context, next, lead, at)
    if (!plan.ok) {
      status = 'held'
      reason = plan.problem
      break
    }
    for (const [key, one] of Object.entries(plan.value.verdicts.refused)) refused.set(key, one)
    const { waves, stopAfter } = plan.value.offer
    const taken: string[] = []
    for (const wave of waves) {
      if (stopAfter !== null && taken.length >= stopAfter) break
      for (const key of wave) {
        const claimant = claimantOf(context, key, at)
        if (!claimant) continue
        const traces = await traceCaps(claimant, account.currency)
        caps.set(
          key,
          traces.map((one) => one.trace)
        )
        const full = traces.find((one) => one.full)
        if (full) {
          const zone = config.partners.get(claimant.partnerId)!.timeZone
          refused.set(key, { reason: 'cap', explanation: explainCap(full.trace, zone) })
        } else if (offered.some((one) => one.partnerId === claimant.partnerId)) {
          refused.set(key, {
            reason: 'duplicate',
            explanation: 'its partner has this lead already',
          })
        } else {
          offered.push(claimant)
          taken.push(key)
        }
      }
    }
    const port = taken.length ? 'sold' : 'unsold'
    advance = resumeRun(compiled.program, next.node, port, decider(lead), {
      offered: taken,
      sold: taken,
    })
  }
  if (offered.length && status !== 'held') status = 'sold'

  const names = new Set(offered.map((one) => one.assignmentKey))
  const buyer = offered[0] ? (config.partners.get(offered[0].partnerId)?.name ?? null) : null
  const evaluations = judge(compiled, lead, factsOf(context), at)
    .evaluations()
    .map((one): Evaluation => {
      const key = one.assignment
      if (names.has(key))
        return { ...one, explanation: 'would be offered the lead', caps: caps.get(key) ?? [] }
      if (one.reason !== null) return one
      const no = refused.get(key)
      if (no)
        return {
          ...one,
          eligible: false,
          reason: no.reason,
          explanation: no.explanation,
          caps: caps.get(key) ?? [],
        }
      return { ...one, reason: 'not_reached', explanation: explainNotReached(buyer) }
    })
  const moment = new Date(at).toISOString()
  return ok({
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
      cancelled_at: null,
      cancel_reason: null,
      attempts: [],
    })),
  })
}

/** The live version, or what it becomes with `route` in place: a graph, or any part of the profile's blueprint form. */
function versionFor(
  profile: ProfileConfig,
  route: unknown,
  currency: string
): Result<CompiledVersion, Problem[]> {
  if (route === undefined || route === null) {
    if (profile.live) return ok(profile.live)
    const message = profile.gap ?? 'the profile has no published version yet'
    return fail([{ field: 'profile', rule: 'published', message }])
  }
  if (!isObject(route))
    return fail([{ field: 'route', rule: 'object', message: 'must be an object' }])
  const { key, name, trigger, triggerStage } = profile.profile
  const live = profile.live?.compiled.document ?? null
  const {
    strategy,
    route: graph,
    ...rest
  } = writeProfile({ key, name, trigger, triggerStage, entity: profile.entity.key }, live)
  const changed = 'nodes' in route ? { route } : route
  const steered = 'strategy' in changed || 'route' in changed
  const form = {
    ...rest,
    ...(steered ? {} : strategy ? { strategy } : { route: graph }),
    ...changed,
  }
  const problems: Problem[] = []
  const parsed = parseProfile(form, '', currency, problems)
  if (!parsed) return fail(problems)
  const compiled = compileProfile(parsed.document, profile.entity, plugins())
  return compiled.ok ? ok({ id: '', number: 0, compiled: compiled.value }) : compiled
}

/** Assignments that exist in the tried version alone: nothing is counted for them yet. */
function withDrafts(
  config: AccountConfig,
  profile: ProfileConfig,
  version: CompiledVersion
): ProfileConfig {
  const assignments = new Map(profile.assignments)
  for (const { key, partner } of version.compiled.assignments)
    if (!assignments.has(key))
      assignments.set(key, {
        id: `draft:${key}`,
        profileId: profile.profile.id,
        partnerId: config.partnersByKey.get(partner)?.id ?? '',
        key,
        paused: false,
      })
  return { ...profile, assignments }
}

async function traceCaps({ caps, price }: Claimant, currency: string): Promise<Measured[]> {
  if (!caps.length) return []
  const rows = await store.all('select id, used from cap_buckets where id in (??)', [
    caps.map((cap) => cap.id),
  ])
  const used = new Map(rows.map((row) => [row.id, Number(row.used)]))
  return caps.map((cap) => measureCap(cap, used.get(cap.id) ?? 0, price, currency))
}
