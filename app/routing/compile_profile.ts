import type { LeadView } from '#sdk'
import type { Rule } from '#sdk/rule'
import type { Entity } from '#entities/types'
import type { PluginRegistry } from '#host/registry'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { at, isObject } from '#shared/shape'
import { type CompiledRule, compileRule } from '#routing/compile_rule'
import { type PortsOf, type Program, compileRoute, configOf } from '#routing/compile_route'
import { type Control, findControls } from '#routing/find_controls'
import { type AssignmentIndex, indexAssignments } from '#routing/index_assignments'
import { type RuleSchema, entityRuleSchema } from '#routing/rule_schema'
import { parseSchedule } from '#routing/schedule'
import { SHORT_NODE } from '#routing/short_form'
import type { AssignmentDocument, RouteDocument } from '#routing/types'

export const DEFAULT_PRIORITY = 100

export type PluginSource = Pick<PluginRegistry, 'get'>

export interface CompiledAssignment {
  readonly document: AssignmentDocument
  readonly key: string
  readonly partner: string
  /** Lower comes first; 100 unless the document says otherwise. */
  readonly priority: number
  readonly filter: CompiledRule<LeadView>
  /** Prices for leads that match, the first that does. */
  readonly prices: readonly CompiledPrice[]
}

export interface CompiledPrice {
  readonly filter: CompiledRule<LeadView>
  /** A decimal amount of the account's currency. */
  readonly price: string
}

/** A version of a profile, ready to run: nothing of it is read or compiled again for a lead. */
export interface CompiledProfile {
  readonly document: RouteDocument
  readonly program: Program
  readonly schema: RuleSchema<LeadView>
  /** Null where every lead may enter. */
  readonly filter: CompiledRule<LeadView> | null
  /** In the order they are offered: by priority, then as defined. */
  readonly assignments: readonly CompiledAssignment[]
  readonly byKey: ReadonlyMap<string, CompiledAssignment>
  /** Rules inside node configs, by the very object the config holds. */
  readonly rules: Map<object, CompiledRule<LeadView>>
  /** Built when it is first asked for: worth it only for many assignments. */
  index(): AssignmentIndex
}

export interface CompileOptions {
  /**
   * `hold`: a node type or strategy that is not there (any more) is let through, for a version that was live before;
   * leads that come to it are held. `refuse`, the default, is for versions about to be published.
   */
  gaps?: 'refuse' | 'hold'
}

/**
 * Compiles everything a version says. Problems carry the path in the profile as it is written
 * (`route.nodes.geo.rule.all[0].value`, `assignments[2].filter`). Configs of plugins are validated by `checkConfigs`.
 */
export function compileProfile(
  document: RouteDocument,
  entity: Entity,
  plugins: PluginSource,
  { gaps = 'refuse' }: CompileOptions = {}
): Result<CompiledProfile, Problem[]> {
  const problems: Problem[] = []
  const schema = entityRuleSchema(entity)
  const rule = (value: Rule | null | undefined, path: string) => {
    const compiled = compileRule(value, schema, path)
    if (compiled.ok) return compiled.value
    problems.push(...compiled.problem)
    return null
  }

  const filter = document.filter ? rule(document.filter, 'filter') : null
  const assignments = compileAssignments(document, rule, problems)
  const byKey = new Map(assignments.map((one) => [one.key, one]))

  const route = compileRoute(document.route, portsFrom(document, plugins, gaps === 'hold'))
  if (!route.ok)
    for (const { code, node, path, message } of route.problem) {
      const place = node === null ? 'route' : at('route.nodes', node)
      problems.push({ field: path ? `${place}.${path}` : place, rule: code, message })
    }
  const rules: CompiledProfile['rules'] = new Map()
  for (const one of controlsOf(document, plugins)) {
    if (one.control === 'rule') {
      const compiled = rule(one.value as Rule | null, one.path)
      if (compiled && isObject(one.value)) rules.set(one.value, compiled)
    } else if (one.control === 'schedule') {
      const parsed = parseSchedule(one.value, one.path)
      if (!parsed.ok) problems.push(...parsed.problem)
    } else if (one.control === 'strategy') {
      if (gaps === 'refuse') problems.push(...checkStrategy(one, plugins))
    } else if (one.control === 'assignments') problems.push(...checkAssignments(one, byKey))
  }
  if (problems.length > 0 || !route.ok) return fail(problems.map((one) => asWritten(document, one)))

  let index: AssignmentIndex | null = null
  return ok({
    document,
    program: route.value,
    schema,
    filter,
    assignments,
    byKey,
    rules,
    index: () => (index ??= indexAssignments(assignments.map((one) => one.filter))),
  })
}

function compileAssignments(
  document: RouteDocument,
  rule: (value: Rule | undefined, path: string) => CompiledRule<LeadView> | null,
  problems: Problem[]
): CompiledAssignment[] {
  const compiled: CompiledAssignment[] = []
  const first = new Map<string, number>()
  document.assignments.forEach((one, i) => {
    const path = at('assignments', i)
    const earlier = first.get(one.key)
    if (earlier !== undefined) {
      const message = `"${one.key}" is the key of ${at('assignments', earlier)} already`
      problems.push({ field: `${path}.key`, rule: 'unique', message })
    } else first.set(one.key, i)
    if (one.schedule) {
      const parsed = parseSchedule(one.schedule, `${path}.schedule`)
      if (!parsed.ok) problems.push(...parsed.problem)
    }
    const filter = rule(one.filter, `${path}.filter`)
    const prices = (one.prices ?? []).flatMap(({ filter: when, price }, n) => {
      const matches = rule(when, `${at(`${path}.prices`, n)}.filter`)
      return matches ? [{ filter: matches, price }] : []
    })
    const priority = one.priority ?? DEFAULT_PRIORITY
    const { key, partner } = one
    if (filter) compiled.push({ document: one, key, partner, priority, filter, prices })
  })
  return compiled.sort((a, b) => a.priority - b.priority)
}

function portsFrom(document: RouteDocument, plugins: PluginSource, hold: boolean): PortsOf {
  return (type, config) => {
    const plugin = plugins.get('node', type)
    if (plugin) return plugin.ports(config)
    if (!hold) return null
    const nodes = Object.values(document.route.nodes).filter((node) => node.type === type)
    const names = new Set(nodes.flatMap((node) => Object.keys(node.ports ?? {})))
    return [...names].map((name) => ({ name, required: false }))
  }
}

function controlsOf(document: RouteDocument, plugins: PluginSource): Control[] {
  return Object.entries(document.route.nodes).flatMap(([id, node]) => {
    const schema = plugins.get('node', node.type)?.config.toJSONSchema()
    if (!schema) return []
    return findControls({ ...schema }, configOf(node), at('route.nodes', id))
  })
}

function checkStrategy({ value, path }: Control, plugins: PluginSource): Problem[] {
  const use = isObject(value) ? value.use : undefined
  if (typeof use === 'string' && plugins.get('strategy', use)) return []
  const message = use ? `there is no strategy "${String(use)}"` : 'must name a strategy'
  return [{ field: `${path}.use`, rule: 'plugin', message }]
}

function checkAssignments({ value, path }: Control, byKey: ReadonlyMap<string, unknown>) {
  const named = Array.isArray(value) ? value : []
  return named.flatMap((key, i): Problem[] => {
    if (byKey.has(key)) return []
    const message = `the profile has no assignment "${String(key)}"`
    return [{ field: at(path, i), rule: 'unknown_assignment', message }]
  })
}

/** The short form has no route to point into: its strategy stands in the profile itself. */
function asWritten(document: RouteDocument, problem: Problem): Problem {
  if (!document.short) return problem
  const field = problem.field.replace(`route.nodes.${SHORT_NODE}.`, '')
  return { ...problem, field }
}
