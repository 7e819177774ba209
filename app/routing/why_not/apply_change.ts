import type { LeadView } from '#sdk'
import type { Rule } from '#sdk/rule'
import { formatAmount } from '#shared/money'
import type { CompiledAssignment } from '#routing/compile_profile'
import type { ProgramNode } from '#routing/compile_route'
import { type CompiledRule, compileRule } from '#routing/compile_rule'
import type { AssignmentDocument, CapTrace } from '#routing/types'
import type { Change, RuleOwner } from '#routing/why_not/change'
import { editRule } from '#routing/why_not/edit_rule'
import { withValue } from '#routing/why_not/edit_lead'
import type { Replay } from '#routing/why_not/replay'

/** The run as it would have been told with one thing different; null: there is no such run. */
export function applyChange(replay: Replay, change: Change): Replay | null {
  switch (change.on) {
    case 'lead': {
      const set = (lead: LeadView) => withValue(lead, change.field, change.to)
      const lead = set(replay.lead)
      return lead && { ...replay, lead, late: replay.late && set(replay.late) }
    }
    case 'condition':
      return withRule(replay, change.owner, (rule) =>
        editRule(rule, new Map([[change.index, change.to]]))
      )
    case 'rule':
      return withRule(replay, change.owner, () => null)
    case 'pause':
      return { ...replay, facts: unpaused(replay, change.whose) }
    case 'moment':
      return { ...replay, at: change.to }
    case 'schedule':
      return withDocument(replay, { schedule: change.to })
    case 'cap':
      return withCap(replay, change)
    case 'balance':
      return withRoom(replay, change.to)
    case 'price': {
      const price = formatAmount(change.to, replay.currency)
      return withDocument(replay, { price, tiers: undefined })
    }
    case 'priority':
      return withDocument(replay, { priority: change.to })
    case 'weight':
      return withDocument(replay, { weight: change.to })
    case 'strategy':
      return withNode(replay, change.node, (config) => ({ ...config, strategy: change.to }))
    case 'offer':
      return withNode(replay, change.node, (config) => ({
        ...config,
        assignments: [...((config.assignments as string[] | null) ?? []), replay.target!.key],
      }))
    case 'port':
      return { ...replay, forced: new Map(replay.forced).set(change.node, change.to) }
    case 'answer':
      return { ...replay, answers: new Map(replay.answers).set(change.assignment, 'no') }
    case 'endpoint':
      return { ...replay, silent: without(replay.silent, replay.target?.key ?? '') }
    case 'history':
      return { ...replay, holders: without(replay.holders, change.partner) }
    case 'assignment':
      return { ...replay, target: change.added }
  }
}

export function applyChanges(replay: Replay, changes: readonly Change[]): Replay | null {
  let now: Replay | null = replay
  // Conditions are counted by their place in the rule as it was: the last is edited first.
  const order = changes.toSorted((a, b) => placeOf(b) - placeOf(a))
  for (const change of order) now = now && applyChange(now, change)
  return now
}

const placeOf = (change: Change) =>
  change.on === 'assignment' ? Infinity : change.on === 'condition' ? change.index : -1

const without = (set: ReadonlySet<string>, one: string) =>
  new Set([...set].filter((other) => other !== one))

function unpaused({ facts, target }: Replay, whose: 'partner' | 'assignment') {
  if (!target) return facts
  return whose === 'partner'
    ? { ...facts, pausedPartners: without(facts.pausedPartners, target.partner) }
    : { ...facts, pausedAssignments: without(facts.pausedAssignments, target.key) }
}

/** The target's own settings; a setting that does not compile is no change at all. */
function withDocument(replay: Replay, by: Partial<AssignmentDocument>): Replay | null {
  const { target, profile } = replay
  if (!target) return null
  const document = { ...target.document, ...by }
  const filter = compileRule(document.filter, profile.schema)
  if (!filter.ok) return null
  const priority = document.priority ?? target.priority
  const changed: CompiledAssignment = { ...target, document, priority, filter: filter.value }
  return { ...replay, target: changed }
}

function withRoom(replay: Replay, room: number): Replay | null {
  const key = replay.target?.key ?? ''
  const balance = replay.balances?.get(key)
  if (!balance) return null
  const wide = { ...balance, room: formatAmount(room, replay.currency) }
  return { ...replay, balances: new Map(replay.balances).set(key, wide) }
}

function withCap(replay: Replay, change: Extract<Change, { on: 'cap' }>): Replay | null {
  const key = replay.target?.key
  if (key === undefined) return null
  const raise = (cap: CapTrace): CapTrace =>
    cap.scope === change.scope && cap.window === change.window ? { ...cap, limit: change.to } : cap
  const caps = new Map(replay.caps).set(key, (replay.caps.get(key) ?? []).map(raise))
  return { ...replay, caps }
}

function withNode(
  replay: Replay,
  id: string,
  edit: (config: ProgramNode['config']) => ProgramNode['config'] | null
): Replay | null {
  const node = replay.program.nodes.get(id)
  const config = node && edit(node.config)
  if (!node || !config) return null
  const nodes = new Map(replay.program.nodes).set(id, { ...node, config })
  return { ...replay, program: { ...replay.program, nodes } }
}

function withRule(
  replay: Replay,
  owner: RuleOwner,
  edit: (rule: Rule) => Rule | null
): Replay | null {
  if (owner.of === 'node')
    return withNode(replay, owner.node!, (config) => editConfig(config, owner.case, edit))
  const rule = owner.of === 'profile' ? replay.filter?.rule : replay.target?.document.filter
  if (!rule) return null
  const edited = edit(rule)
  if (owner.of === 'assignment') return withDocument(replay, { filter: edited ?? undefined })
  const compiled = compileRule(edited, replay.profile.schema)
  return compiled.ok
    ? { ...replay, filter: edited ? (compiled.value as CompiledRule<LeadView>) : null }
    : null
}

/** A rule of a node that is taken out whole matches everything. */
function editConfig(
  config: ProgramNode['config'],
  place: number | undefined,
  edit: (rule: Rule) => Rule | null
): ProgramNode['config'] | null {
  const edited = (rule: unknown) => edit(rule as Rule) ?? { all: [] }
  if (place === undefined) return config.rule ? { ...config, rule: edited(config.rule) } : null
  const cases = config.cases as { rule: Rule }[]
  return {
    ...config,
    cases: cases.map((one, i) => (i === place ? { ...one, rule: edited(one.rule) } : one)),
  }
}
