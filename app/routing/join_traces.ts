import type { ConditionTrace, Rule } from '#sdk/rule'

/** A rule with the verdicts of one trace hung into it. */
export type Judged =
  | { kind: 'leaf'; matched: boolean; trace: ConditionTrace }
  | { kind: 'all' | 'any'; matched: boolean; inner: Judged[] }
  | { kind: 'not'; matched: boolean; inner: Judged }

/** Traces come in the order conditions are written, all of them: so each finds its place again. */
export function joinTraces(rule: Rule, traces: readonly ConditionTrace[]): Judged {
  let next = 0
  const visit = (one: Rule): Judged => {
    if ('all' in one) {
      const inner = one.all.map(visit)
      return { kind: 'all', matched: inner.every(({ matched }) => matched), inner }
    }
    if ('any' in one) {
      const inner = one.any.map(visit)
      return { kind: 'any', matched: inner.some(({ matched }) => matched), inner }
    }
    if ('not' in one) {
      const inner = visit(one.not)
      return { kind: 'not', matched: !inner.matched, inner }
    }
    const trace = traces[next++]
    return { kind: 'leaf', matched: trace.matched, trace }
  }
  return visit(rule)
}
