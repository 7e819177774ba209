import type { About, LeadView, PluginKind } from '#sdk'
import type { Rule } from '#sdk/rule'
import type { Entity } from '#entities/types'
import type { PluginOf } from '#host/registry'
import { type PluginSource } from '#routing/compile_profile'
import { type CompiledRule, compileRule } from '#routing/compile_rule'
import { type PortsOf, type Program, compileRoute, configOf } from '#routing/compile_route'
import { type Control, findControls } from '#routing/find_controls'
import { type RuleSchema, entityRuleSchema } from '#routing/rule_schema'
import { parseSchedule } from '#routing/schedule'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { at, isObject } from '#shared/shape'
import type { AutomationDocument } from '#automations/types'

/** What an automation may name of its account. */
export interface Surroundings {
  /** Null: the automation is about partners. */
  entity: Entity | null
  /** Key of each profile, and the key of its entity. */
  profiles: ReadonlyMap<string, string>
  /** Keys. */
  partners: ReadonlySet<string>
}

/** A version that can be run. */
export interface CompiledAutomation {
  readonly document: AutomationDocument
  readonly program: Program
  readonly schema: RuleSchema<LeadView>
  readonly rules: Map<object, CompiledRule<LeadView>>
  readonly trigger: PluginOf<'trigger'>
  readonly about: About
}

export interface CompileOptions {
  /** `hold`: what it names and is gone by now stops the runs that come to it. `refuse`: for what is to be published. */
  gaps?: 'refuse' | 'hold'
}

const OUT = [{ name: 'out', required: false }] as const
const ONWARD = [{ name: 'out', required: true }] as const
const NOTHING: Pick<Entity, 'fields'> = { fields: [] }

type Found =
  | { kind: 'trigger'; plugin: PluginOf<'trigger'> }
  | { kind: 'action'; plugin: PluginOf<'action'> }
  | { kind: 'node'; plugin: PluginOf<'node'> }

/** The plugin behind a node of an automation: its types are triggers, actions, and nodes of routes that only branch. */
export function nodePlugin(type: string, plugins: PluginSource): Found | null {
  for (const kind of ['trigger', 'action', 'node'] as const) {
    const plugin = plugins.get(kind, type)
    if (plugin) return { kind, plugin } as Found
  }
  return null
}

/** Checks a document and compiles it. Problems carry their path in it (`route.nodes.geo.rule.all[0].value`). Pure. */
export function compileAutomation(
  document: AutomationDocument,
  around: Surroundings,
  plugins: PluginSource,
  { gaps = 'refuse' }: CompileOptions = {}
): Result<CompiledAutomation, Problem[]> {
  const { route } = document
  const problems: Problem[] = []
  const program = compileRoute(route, portsFrom(document, plugins, gaps === 'hold'))
  if (!program.ok)
    for (const { code, node, path, message } of program.problem) {
      const place = node === null ? 'route' : at('route.nodes', node)
      problems.push({ field: path ? `${place}.${path}` : place, rule: code, message })
    }
  const begin = route.nodes[route.start]
  const trigger = begin ? plugins.get('trigger', begin.type) : null
  if (begin && !trigger)
    problems.push(
      problemAt(route.start, 'no_trigger', 'an automation starts at a trigger, and this is none')
    )
  const about = trigger?.about ?? (around.entity ? 'lead' : 'partner')
  if (trigger) problems.push(...checkSubject(route.start, about, around))

  const schema = entityRuleSchema((around.entity ?? NOTHING) as Entity, { standing: true })
  const rules: CompiledAutomation['rules'] = new Map()
  for (const [id, node] of Object.entries(route.nodes)) {
    const found = nodePlugin(node.type, plugins)
    if (!found) continue
    if (gaps === 'refuse') problems.push(...checkPlace(id, route.start, about, found))
    for (const one of findControls(
      { ...found.plugin.config.toJSONSchema() },
      configOf(node),
      at('route.nodes', id)
    )) {
      if (one.control === 'rule') {
        const compiled = compileRule(one.value as Rule | null, schema, one.path)
        if (!compiled.ok) problems.push(...compiled.problem)
        else if (isObject(one.value)) rules.set(one.value, compiled.value)
      } else if (one.control === 'schedule') {
        const parsed = parseSchedule(one.value, one.path)
        if (!parsed.ok) problems.push(...parsed.problem)
      } else if (gaps === 'refuse') problems.push(...checkNamed(one, around))
    }
  }
  if (problems.length > 0 || !program.ok || !trigger) return fail(problems)
  return ok({ document, program: program.value, schema, rules, trigger, about })
}

const problemAt = (node: string, rule: string, message: string): Problem => ({
  field: at('route.nodes', node),
  rule,
  message,
})

function portsFrom(document: AutomationDocument, plugins: PluginSource, hold: boolean): PortsOf {
  return (type, config) => {
    const found = nodePlugin(type, plugins)
    if (found?.kind === 'trigger') return ONWARD
    if (found?.kind === 'action') return OUT
    if (found) return found.plugin.ports(config)
    if (!hold) return null
    const nodes = Object.values(document.route.nodes).filter((node) => node.type === type)
    const names = new Set(nodes.flatMap((node) => Object.keys(node.ports ?? {})))
    return [...names].map((name) => ({ name, required: false }))
  }
}

function checkSubject(start: string, about: About, { entity }: Surroundings): Problem[] {
  if (about === 'lead' && !entity)
    return [problemAt(start, 'needs_entity', 'it is about leads: say of which entity they are')]
  if (about === 'partner' && entity)
    return [problemAt(start, 'no_entity', 'it is about partners: such an automation has no entity')]
  return []
}

/** Whether a node may stand where it does. */
function checkPlace(id: string, start: string, about: About, found: Found): Problem[] {
  if (found.kind === 'trigger')
    return id === start
      ? []
      : [problemAt(id, 'second_trigger', 'an automation has one trigger, at its start')]
  if (found.kind === 'action')
    return found.plugin.about === 'any' || found.plugin.about === about
      ? []
      : [
          problemAt(
            id,
            'needs_subject',
            `it works on a ${found.plugin.about}, and this is about a ${about}`
          ),
        ]
  if (!found.plugin.branches)
    return [problemAt(id, 'route_only', 'this node belongs into the route of a profile')]
  const asks = JSON.stringify(found.plugin.config.toJSONSchema()).includes('"control":"rule"')
  return about === 'lead' || !asks
    ? []
    : [problemAt(id, 'needs_subject', 'it asks about a lead, and this is about a partner')]
}

/** Values that name something of the account. */
function checkNamed({ control, value, path }: Control, around: Surroundings): Problem[] {
  if (value === undefined || value === null) return []
  const refuse = (rule: string, message: string, field = path) => [{ field, rule, message }]
  const name = String(value)
  const { entity } = around
  switch (control) {
    case 'profile': {
      const of = around.profiles.get(name)
      if (of === undefined) return refuse('unknown_profile', `there is no profile "${name}"`)
      return entity && of !== entity.key
        ? refuse('other_entity', `the profile "${name}" is for another entity`)
        : []
    }
    case 'partner':
      return around.partners.has(name)
        ? []
        : refuse('unknown_partner', `there is no partner "${name}"`)
    case 'stage':
      return entity?.stages.includes(name)
        ? []
        : refuse('unknown_stage', `must be one of ${entity?.stages.join(', ') || 'none'}`)
    case 'field_values':
      return Object.keys(isObject(value) ? value : {}).flatMap((key) =>
        entity?.fields.some((field) => field.key === key.split('.', 1)[0])
          ? []
          : refuse('unknown_field', `there is no field "${key}"`, at(path, key))
      )
    default:
      return []
  }
}

/** Kinds whose configs an automation holds. */
export const kindOfNode = (type: string, plugins: PluginSource): PluginKind | null =>
  nodePlugin(type, plugins)?.kind ?? null
