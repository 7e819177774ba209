import { guardCall } from '#host/guard'
import { plugins } from '#host/registry'
import { type JudgeFacts, judge } from '#routing/judge'
import type { Step } from '#routing/run_route'
import type { Candidate, LeadView, RoutePlan } from '#sdk'
import { type Result, fail, ok } from '#shared/result'
import { circuits } from '#distribution/circuits'
import type { OfferState, Run, Verdicts } from '#distribution/run'
import { type RunContext, priceOf } from '#distribution/run_context'

/** What is switched at once and therefore no part of a version: pauses as they are now. */
export function factsOf({ config, profile }: RunContext): JudgeFacts {
  const pausedPartners = new Set<string>()
  for (const partner of config.partnersByKey.values())
    if (partner.paused) pausedPartners.add(partner.key)
  const pausedAssignments = new Set<string>()
  for (const row of profile.assignments.values()) if (row.paused) pausedAssignments.add(row.key)
  return {
    pausedPartners,
    pausedAssignments,
    zoneOf: (key) => config.partnersByKey.get(key)?.timeZone ?? config.account.timeZone,
    nameOf: (key) => config.partnersByKey.get(key)?.name ?? key,
  }
}

/**
 * Judges the lead by the assignments of an offer node and asks its strategy for an order of attempts. Fails with a
 * sentence when the strategy is not there or broken: the lead is then held, never dropped.
 */
export function planOffer(
  run: Run,
  context: RunContext,
  step: Extract<Step, { kind: 'offer' }>,
  lead: LeadView,
  at: number
): Result<{ offer: OfferState; verdicts: Verdicts }, string> {
  const { compiled } = context.version
  const named = step.assignments && new Set(step.assignments)
  const facts = factsOf(context)
  const verdicts: Verdicts = {
    ...run.verdicts,
    paused: { partners: [...facts.pausedPartners], assignments: [...facts.pausedAssignments] },
    refused: { ...run.verdicts.refused },
  }
  const candidates: Candidate[] = []
  for (const place of judge(compiled, lead, facts, at).eligible) {
    const { key, partner, priority, document } = compiled.assignments[place]
    if (named && !named.has(key)) continue
    const row = context.profile.assignments.get(key)
    if (!row || !context.config.partnersByKey.has(partner)) continue
    const verdict = circuits.verdict(row.id, at)
    if (verdict.type === 'wait' || verdict.type === 'disabled') {
      const until = verdict.type === 'wait' ? ` until ${new Date(verdict.until).toISOString()}` : ''
      const why = verdict.type === 'wait' ? 'after repeated failures' : `(${verdict.reason})`
      verdicts.refused[key] = {
        reason: 'paused',
        explanation: `its endpoint is not called${until} ${why}`,
      }
      continue
    }
    candidates.push({
      assignment: key,
      partner,
      priority,
      price: priceOf(context, document),
      weight: document.weight ?? 1,
    })
  }
  const { use, ...config } = step.strategy
  const plugin = plugins().get('strategy', use)
  if (!plugin) return fail(`the strategy "${use}" is not available`)
  const known = new Set(candidates.map((one) => one.assignment))
  const plan = guardCall(
    plugin,
    'plan',
    () => plugin.plan(candidates, config, run.lead.id),
    (value) => checkPlan(value, known)
  )
  if (!plan.ok) return fail(`the strategy "${use}" failed: ${plan.problem.message}`)
  const { waves, stopAfter } = plan.value
  return ok({
    verdicts,
    offer: { node: step.node, waves, stopAfter: stopAfter === 'never' ? null : stopAfter, wave: 0 },
  })
}

/** A plan offers known candidates, each once: anything else could sell a lead twice. */
function checkPlan(plan: RoutePlan, known: ReadonlySet<string>): string | null {
  if (!Array.isArray(plan?.waves)) return 'must return waves'
  const seen = new Set<string>()
  for (const wave of plan.waves)
    for (const key of wave) {
      if (!known.has(key)) return `offers to "${key}", which is no candidate`
      if (seen.has(key)) return `offers to "${key}" twice`
      seen.add(key)
    }
  const { stopAfter } = plan
  return stopAfter === 'never' || (Number.isInteger(stopAfter) && stopAfter > 0)
    ? null
    : 'must stop after a number of sales, or never'
}
