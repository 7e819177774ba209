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
