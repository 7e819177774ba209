import { guardCall } from '#host/guard'
import { plugins } from '#host/registry'
import type { PluginSource } from '#routing/compile_profile'
import { planContext } from '#routing/plan_context'
import type { Strategy } from '#routing/run_route'
import type { AskPlan, Candidate, RoutePlan, RoutingStrategy } from '#sdk'
import { type Result, fail, ok } from '#shared/result'

/** A strategy with its config, as an offer names it; a sentence where it is not there. */
export function strategyOf(
  { use, ...config }: Strategy,
  source: PluginSource = plugins()
): Result<{ plugin: RoutingStrategy<unknown>; config: unknown }, string> {
  const plugin = source.get('strategy', use)
  return plugin ? ok({ plugin, config }) : fail(`the strategy "${use}" is not available`)
}

/** Asks a strategy for its plan, through the guard. */
export function askForPlan(
  strategy: Strategy,
  candidates: readonly Candidate[],
  seed: string,
  currency: string,
  source?: PluginSource
): Result<RoutePlan, string> {
  const found = strategyOf(strategy, source)
  if (!found.ok) return found
  const { plugin, config } = found.value
  const known = new Set(candidates.map((one) => one.assignment))
  const plan = guardCall(
    plugin,
    'plan',
    () => plugin.plan(candidates, config, seed, planContext(currency)),
    (value) => checkPlan(value, known)
  )
  return plan.ok ? plan : fail(`the strategy "${strategy.use}" failed: ${plan.problem.message}`)
}

/** Whom a strategy wants asked for a bid first; null: nobody. */
export function askWhom(
  strategy: Strategy,
  candidates: readonly Candidate[],
  source?: PluginSource
): Result<AskPlan | null, string> {
  const found = strategyOf(strategy, source)
  if (!found.ok) return found
  const { plugin, config } = found.value
  if (!plugin.ask) return ok(null)
  const able = new Set(candidates.filter((one) => one.pings).map((one) => one.assignment))
  const asked = guardCall(
    plugin,
    'ask',
    () => plugin.ask!(candidates, config),
    (value) => checkAsk(value, able)
  )
  return asked.ok ? asked : fail(`the strategy "${strategy.use}" failed: ${asked.problem.message}`)
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

const MAX_WAIT_SECONDS = 60

function checkAsk(ask: AskPlan | null, able: ReadonlySet<string>): string | null {
  if (ask === null) return null
  if (!Array.isArray(ask?.assignments) || ask.assignments.length === 0)
    return 'must ask at least one assignment, or answer null'
  const stranger = ask.assignments.find((key) => !able.has(key))
  if (stranger !== undefined) return `asks "${stranger}", which cannot be asked for a bid`
  if (new Set(ask.assignments).size < ask.assignments.length) return 'asks somebody twice'
  const seconds = ask.deadlineSeconds
  return seconds > 0 && seconds <= MAX_WAIT_SECONDS
    ? null
    : `must wait for bids, at most ${MAX_WAIT_SECONDS} s`
}
