import type { ConditionTrace, Rule } from '#sdk/rule'
import { type Judged, joinTraces } from '#routing/join_traces'
import { type Labels, labelOf, needOf } from '#routing/describe_need'

/** A condition that would have to come out the other way: `holds` is what it would have to be. */
export interface ConditionChange {
  condition: ConditionTrace
  holds: boolean
}

export interface SmallestChange {
  changes: ConditionChange[]
  /** `state needs one of CA, AZ and bill needs more than 100`. */
  sentence: string
}

/** Ways that are followed through groups within groups; beyond them nobody reads on. */
const MAX_WAYS = 12

/**
 * Every way in which the rule could come out as `wanted`, fewest conditions first: each is a set of conditions that all
 * have to come out the other way. Empty where it comes out so already.
 */
export const waysToTurn = (
  rule: Rule,
  traces: readonly ConditionTrace[],
  wanted = true
): ConditionChange[][] => waysOf(joinTraces(rule, traces), wanted).filter((way) => way.length > 0)

function waysOf(node: Judged, wanted: boolean): ConditionChange[][] {
  if (node.matched === wanted) return [[]]
  if (node.kind === 'leaf') return [[{ condition: node.trace, holds: wanted }]]
  if (node.kind === 'not') return waysOf(node.inner, !wanted)
  const inner = node.inner.map((one) => waysOf(one, wanted))
  const ways =
    (node.kind === 'all') === wanted
      ? inner.reduce(
          (found, one) => found.flatMap((way) => one.map((more) => [...way, ...more])).slice(0, 99),
          [[]] as ConditionChange[][]
        )
      : inner.flat()
  return ways.sort((a, b) => a.length - b.length).slice(0, MAX_WAYS)
}

/**
 * The fewest conditions that would have to come out the other way for the rule to match; null where it matches, or where
 * nothing could make it. Conditions are counted, not weighed: two on one field may contradict each other.
 */
export function smallestChange(
  rule: Rule,
  traces: readonly ConditionTrace[],
  labels?: Labels
): SmallestChange | null {
  const changes = fewest(joinTraces(rule, traces), true)
  if (!changes || changes.length === 0) return null
  const parts = changes.map(
    ({ condition, holds }) =>
      `${labelOf(condition.field, labels)} needs ${needOf(condition, holds)}`
  )
  return { changes, sentence: [...new Set(parts)].join(' and ') }
}

function fewest(node: Judged, wanted: boolean): ConditionChange[] | null {
  if (node.matched === wanted) return []
  if (node.kind === 'leaf') return [{ condition: node.trace, holds: wanted }]
  if (node.kind === 'not') return fewest(node.inner, !wanted)
  const inner = node.inner.map((one) => fewest(one, wanted))
  if ((node.kind === 'all') === wanted)
    return inner.some((one) => one === null) ? null : inner.flatMap((one) => one ?? [])
  return inner.reduce(
    (best, one) => (one && (!best || one.length < best.length) ? one : best),
    null
  )
}
