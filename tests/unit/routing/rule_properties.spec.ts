import { test } from '@japa/runner'
import fc from 'fast-check'
import type { ConditionTrace, Rule } from '#sdk/rule'
import { explainConditions } from '#routing/explain_conditions'
import { joinTraces } from '#routing/join_traces'
import { smallestChange } from '#routing/smallest_change'
import { leads, rules } from '#tests/unit/routing/rule_arbitraries'
import { compiled, NOW } from '#tests/unit/routing/rule_helpers'
import { holds, leavesOf, say } from '#tests/unit/routing/rule_reference'

const RUNS = { numRuns: 1500 }

test.group('rule | against a plain second reading', () => {
  test('a compiled rule decides as the plain reading does', () => {
    fc.assert(
      fc.property(
        rules,
        leads,
        (rule, lead) => compiled(rule).test(lead, NOW) === holds(rule, lead, NOW)
      ),
      RUNS
    )
  })

  test('its trace has every condition in order, each with its own verdict', ({ assert }) => {
    fc.assert(
      fc.property(rules, leads, (rule, lead) => {
        const verdicts = compiled(rule)
          .trace(lead, NOW)
          .map((one) => [one.field, one.operator, one.not_comparable ? 'odd' : one.matched])
        const plain = leavesOf(rule).map((one) => [one.field, one.operator, say(one, lead, NOW)])
        assert.deepEqual(verdicts, plain)
      }),
      RUNS
    )
  })

  test('something is explained exactly where a rule did not match', () => {
    fc.assert(
      fc.property(rules, leads, (rule, lead) => {
        const traces = compiled(rule).trace(lead, NOW)
        const explained = explainConditions(traces, undefined, rule) !== ''
        return (
          explained === (!holds(rule, lead, NOW) && leavesOf(rule).length > 0) || !possible(rule)
        )
      }),
      RUNS
    )
  })

  test('the smallest change makes it match, and no smaller one does', () => {
    fc.assert(
      fc.property(rules, leads, (rule, lead) => {
        const traces = compiled(rule).trace(lead, NOW)
        fc.pre(traces.length <= 8)
        const change = smallestChange(rule, traces)
        const best = fewestFlips(rule, traces)
        if (best === null || best === 0) return change === null
        const flipped = new Set(change?.changes.map(({ condition }) => condition))
        return flipped.size === best && matchesWith(rule, traces, (one) => flipped.has(one))
      }),
      RUNS
    )
  })
})

const matchesWith = (
  rule: Rule,
  traces: ConditionTrace[],
  flip: (one: ConditionTrace) => boolean
) =>
  joinTraces(
    rule,
    traces.map((one) => ({ ...one, matched: one.matched !== flip(one) }))
  ).matched

/** By trying every choice of conditions; null where none does. */
function fewestFlips(rule: Rule, traces: ConditionTrace[]): number | null {
  let best: number | null = null
  for (let choice = 0; choice < 2 ** traces.length; choice++) {
    const chosen = new Set(traces.filter((_, i) => choice & (1 << i)))
    if (best !== null && chosen.size >= best) continue
    if (matchesWith(rule, traces, (one) => chosen.has(one))) best = chosen.size
  }
  return best
}

/** A rule such as `not: { all: [] }` has no condition to tell. */
function possible(rule: Rule): boolean {
  if ('all' in rule) return rule.all.length > 0 && rule.all.every(possible)
  if ('any' in rule) return rule.any.every(possible)
  return 'not' in rule ? possible(rule.not) : true
}
