import type { LeadView } from '#sdk'
import type { ConditionTrace, Rule } from '#sdk/rule'
import { type CompiledRule, compileRule } from '#routing/compile_rule'
import { cutValue } from '#routing/cut_value'
import { type ConditionChange, waysToTurn } from '#routing/smallest_change'
import type { Change, RuleOwner } from '#routing/why_not/change'
import { conditionsOf, editRule, turned } from '#routing/why_not/edit_rule'
import { valuesFor, withValue } from '#routing/why_not/edit_lead'
import type { Replay } from '#routing/why_not/replay'

/** Values of several fields are tried together; more than so many sets would be guesswork. */
const MAX_TRIES = 200
const MAX_WAYS = 6

export interface RuleRepair {
  rule: CompiledRule<LeadView>
  owner: RuleOwner
  /** The lead as the rule saw it. */
  lead: LeadView
  /** What the rule would have had to say. */
  wanted: boolean
}

/**
 * Ways to have a rule come out otherwise: by values of the lead, and by conditions of the rule. Each is tried on the
 * rule itself before it is named.
 */
export function repairRule(replay: Replay, repair: RuleRepair): Change[][] {
  const { rule, lead } = repair
  if (!rule.rule) return []
  const traces = rule.trace(lead, replay.at)
  const ways = waysToTurn(rule.rule, traces, repair.wanted).slice(0, MAX_WAYS)
  const found = ways.flatMap((way) => [
    leadChanges(replay, repair, way),
    ruleChanges(replay, repair, way, traces),
  ])
  const repairs = found.filter((one) => one !== null)
  const edited = repairs.some(([first]) => first.on === 'condition')
  if (!edited && repair.wanted) repairs.push([{ on: 'rule', owner: repair.owner, from: rule.rule }])
  return repairs
}

function leadChanges(
  replay: Replay,
  { rule, lead, wanted }: RuleRepair,
  way: ConditionChange[]
): Change[] | null {
  const { schema } = replay.profile
  const all = conditionsOf(rule.rule!)
  const fields = [...new Set(way.map(({ condition }) => condition.field))]
  const lists = fields.map((field) => {
    const mine = all.filter((one) => one.field === field)
    return valuesFor(mine, field, schema, lead, replay.options(field), replay.at)
  })
  for (const values of combinations(lists, MAX_TRIES)) {
    let changed: LeadView | null = lead
    fields.forEach((field, i) => (changed &&= withValue(changed, field, values[i])))
    if (!changed || rule.test(changed, replay.at) !== wanted) continue
    return fields.map((field, i) => ({
      on: 'lead' as const,
      field,
      from: shown(replay, lead, field),
      to: values[i],
      needs: way.filter(({ condition }) => condition.field === field),
    }))
  }
  return null
}

/** A value as a person may see it: what is encrypted stays so. */
const shown = ({ profile: { schema } }: Replay, lead: LeadView, field: string): unknown =>
  schema.masked?.(field) ? '••••' : (cutValue(schema.read(lead, field)) ?? null)

function ruleChanges(
  replay: Replay,
  { rule, owner, lead, wanted }: RuleRepair,
  way: ConditionChange[],
  traces: readonly ConditionTrace[]
): Change[] | null {
  const { schema } = replay.profile
  const conditions = conditionsOf(rule.rule!)
  // Traces come in the order conditions are written.
  const placed = way.map(({ condition }) => traces.indexOf(condition))
  const lists = way.map(({ condition, holds }) => {
    const masked = schema.masked?.(condition.field) ?? false
    return turned(condition, masked ? null : schema.read(lead, condition.field), holds)
  })
  for (const edits of combinations(lists, MAX_TRIES)) {
    const by = new Map(placed.map((place, i) => [place, edits[i]]))
    if (!matches(editRule(rule.rule!, by), replay, lead, wanted)) continue
    return placed.map((index, i) => ({
      on: 'condition' as const,
      owner,
      index,
      from: conditions[index],
      to: edits[i],
    }))
  }
  return null
}

function matches(rule: Rule | null, replay: Replay, lead: LeadView, wanted: boolean): boolean {
  const compiled = compileRule(rule, replay.profile.schema)
  return compiled.ok && compiled.value.test(lead, replay.at) === wanted
}

/** One of each list, the first of each first; so many sets at most. */
function* combinations<T>(lists: readonly (readonly T[])[], most: number): Generator<T[]> {
  const total = lists.reduce((product, one) => product * one.length, 1)
  for (let n = 0; n < Math.min(total, most); n++) {
    let rest = n
    yield lists.map((one) => {
      const value = one[rest % one.length]
      rest = Math.floor(rest / one.length)
      return value
    })
  }
}
