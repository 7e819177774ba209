import type { LeadView } from '#sdk'
import type { Rule } from '#sdk/rule'
import { isObject } from '#shared/shape'
import type { ProgramNode } from '#routing/compile_route'
import { type CompiledRule, compileRule } from '#routing/compile_rule'
import type { PathStep } from '#routing/types'
import type { Change } from '#routing/why_not/change'
import type { Fate, Replay } from '#routing/why_not/replay'
import { type RuleRepair, repairRule } from '#routing/why_not/repair_rule'

/** Ways to have led the lead to an offer of the target: over nodes that would have answered otherwise. */
export function repairRoute(
  replay: Replay,
  { path, offers }: Extract<Fate, { kind: 'route' }>
): Change[][] {
  const leads = leadsToTarget(replay)
  const repairs: Change[][] = offers.map((node) => [{ on: 'offer', node }])
  for (const step of path) {
    const node = replay.program.nodes.get(step.node)
    for (const [port, next] of node?.next ?? [])
      if (port !== step.port && next !== null && leads(next))
        repairs.push(...repairStep(replay, node!, step, port))
  }
  return repairs
}

function repairStep(replay: Replay, node: ProgramNode, step: PathStep, port: string): Change[][] {
  const sold = step.detail.sold as string[] | undefined
  if (sold && port === 'unsold') return [sold.map((assignment) => ({ on: 'answer', assignment }))]
  const rules = rulesOf(replay, node, step, port)
  if (rules.length > 0) return rules.flatMap((rule) => repairRule(replay, rule))
  const opens = Date.parse(String(step.detail.opens_at))
  if (port === 'open' && opens > replay.at)
    return [[{ on: 'moment', from: replay.at, to: opens, why: 'opens' }]]
  return [[{ on: 'port', node: node.id, type: node.type, from: step.port ?? '', to: port }]]
}

/** Rules of a node that decide between the port it took and `port`: `rule` with yes and no, or `cases` of ports. */
function rulesOf(replay: Replay, node: ProgramNode, step: PathStep, port: string): RuleRepair[] {
  const lead = replay.late ?? replay.lead
  const repair = (rule: unknown, wanted: boolean, place?: number): RuleRepair[] => {
    const compiled = compiledOf(replay, rule)
    const owner = {
      of: 'node' as const,
      node: node.id,
      ...(place !== undefined && { case: place }),
    }
    return compiled ? [{ rule: compiled, owner, lead, wanted }] : []
  }
  const { rule, cases } = node.config
  if (isObject(rule) && (port === 'yes' || port === 'no')) return repair(rule, port === 'yes')
  if (!Array.isArray(cases)) return []
  return (cases as { port: string; rule: unknown }[]).flatMap((one, i) => {
    if (one.port === port) return repair(one.rule, true, i)
    return one.port === step.port ? repair(one.rule, false, i) : []
  })
}

function compiledOf({ profile }: Replay, rule: unknown): CompiledRule<LeadView> | null {
  if (!isObject(rule)) return null
  const known = profile.rules.get(rule)
  if (known) return known
  const compiled = compileRule(rule as unknown as Rule, profile.schema)
  return compiled.ok ? compiled.value : null
}

/** Does a way lead from a node to an offer that names the target? Asked once per node. */
function leadsToTarget({ program, target }: Replay): (id: string) => boolean {
  const reaching = new Set<string>()
  const behind = new Map<string, string[]>()
  const open: string[] = []
  for (const node of program.nodes.values()) {
    for (const next of node.next.values())
      if (next !== null) behind.set(next, [...(behind.get(next) ?? []), node.id])
    if (!isObject(node.config.strategy)) continue
    const named = node.config.assignments
    if (!Array.isArray(named) || named.includes(target?.key)) open.push(node.id)
  }
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reaching.has(id)) continue
    reaching.add(id)
    open.push(...(behind.get(id) ?? []))
  }
  return (id) => reaching.has(id)
}
