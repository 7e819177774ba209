import type { LeadView, NodeContext, NodeDecision } from '#sdk'
import type { Rule } from '#sdk/rule'
import { guardCall } from '#host/guard'
import { fail } from '#shared/result'
import { isObject } from '#shared/shape'
import type { CompiledProfile, PluginSource } from '#routing/compile_profile'
import { type CompiledRule, compileRule } from '#routing/compile_rule'
import { type Advance, type Decide, nextStep } from '#routing/run_route'
import { isOpen, nextOpening } from '#routing/schedule'

/** When and for whom a route is run. `at` in ms; `seed` is the lead's id; `timeZone` the account's. */
export interface Moment {
  at: number
  seed: string
  timeZone: string
}

/** The rules of a graph, and how those are compiled that a node makes up. */
export type Rules = Pick<CompiledProfile, 'rules' | 'schema'>

/** Answers the nodes of a profile for one lead, through the guard: a plugin's fault holds the lead and hurts no other. */
export function nodeDecider(
  profile: Rules,
  lead: LeadView,
  moment: Moment,
  plugins: PluginSource
): Decide {
  const { at, timeZone } = moment
  const judge: NodeContext['judge'] = (rule) => judgeRule(ruleOf(profile, rule), lead, at)
  const open: NodeContext['isOpen'] = (schedule) => {
    if (isOpen(schedule, at, timeZone)) return { open: true, opens_at: null }
    const opens = nextOpening(schedule, at, timeZone)
    return { open: false, opens_at: opens === null ? null : new Date(opens).toISOString() }
  }
  return (node) => {
    const plugin = plugins.get('node', node.type)
    if (!plugin) return fail(`the node type "${node.type}" is not available`)
    const context = { at, timeZone, seed: `${moment.seed}:${node.id}`, judge, isOpen: open }
    const run = () => plugin.decide(lead, node.config, context)
    const decided = guardCall(plugin, 'decide', run, checkDecision)
    return decided.ok ? decided : fail(decided.problem.message)
  }
}

/** Begins a run: the profile's own filter first, where it has one, as the step `filter` of the path. */
export function startRoute(
  profile: CompiledProfile,
  lead: LeadView,
  at: number,
  decide: Decide
): Advance {
  const { filter, program } = profile
  if (!filter) return nextStep(program, program.start, decide)
  const { matched, conditions } = judgeRule(filter, lead, at)
  const port = matched ? 'yes' : 'no'
  const step = { node: 'filter', type: 'filter', port, detail: { conditions } }
  if (!matched)
    return {
      next: { kind: 'end', node: 'filter', status: 'unsold', reason: 'filter' },
      path: [step],
    }
  const { next, path } = nextStep(program, program.start, decide)
  return { next, path: [step, ...path] }
}

const judgeRule = (rule: CompiledRule<LeadView>, lead: LeadView, at: number) => ({
  matched: rule.test(lead, at),
  conditions: rule.trace(lead, at),
})

/** Compiled with the profile. A rule that a node makes up itself is compiled when it is first judged. */
function ruleOf(profile: Rules, rule: Rule | null | undefined): CompiledRule<LeadView> {
  const known = rule ? profile.rules.get(rule) : undefined
  if (known) return known
  const compiled = compileRule(rule, profile.schema)
  if (!compiled.ok) {
    const { field, message } = compiled.problem[0]
    throw new Error(`rule ${field} ${message}`)
  }
  return compiled.value
}

function checkDecision(value: NodeDecision): string | null {
  const decision: unknown = value
  if (!isObject(decision)) return 'must answer with an object'
  const { port, offer, transform, stop } = decision
  if ('offer' in decision) {
    if (!isObject(offer) || !isObject(offer.strategy) || typeof offer.strategy.use !== 'string')
      return 'must name a strategy for its offer'
    const { assignments } = offer
    return assignments === null || Array.isArray(assignments)
      ? null
      : 'must offer to a list or null'
  }
  if ('transform' in decision)
    return isObject(transform) && typeof transform.code === 'string'
      ? null
      : 'must give code to run'
  if ('stop' in decision)
    return stop === 'unsold' || stop === 'held' ? null : 'must stop as unsold or held'
  return typeof port === 'string' ? null : 'must name a port, an offer, a transform or a stop'
}
