import type { Evaluation } from '#routing/types'
import type { Row } from '#store/types'

/** In the order they are shown: who was asked, why others were not, who was never reached. */
export const GROUPS = [
  'asked',
  'cap',
  'schedule',
  'paused',
  'duplicate',
  'balance',
  'filter',
  'not_reached',
] as const
export type Group = (typeof GROUPS)[number]

export interface VerdictGroup<R = Evaluation> {
  group: Group
  total: number
  /** The first of them; the rest is asked for. */
  rows: R[]
}

const FIRST = 25

/** Sorts verdicts of a run by what became of them; `deliveries` are those of the run. */
export function grouping(deliveries: readonly Row[]): (one: Evaluation) => Group {
  const asked = new Set(deliveries.map((one) => one.assignment_key))
  return ({ assignment, reason }) => (asked.has(assignment) ? 'asked' : (reason ?? 'not_reached'))
}

/** A run of ten thousand assignments is read like one of five: by groups with their counts. */
export function groupVerdicts(
  rows: readonly Evaluation[],
  groupOf: (one: Evaluation) => Group
): VerdictGroup[] {
  const by = Map.groupBy(rows, groupOf)
  return GROUPS.filter((group) => by.has(group)).map((group) => {
    const all = by.get(group)!
    // Every delivery has its own card on the page, with its verdict.
    return { group, total: all.length, rows: group === 'asked' ? all : all.slice(0, FIRST) }
  })
}
