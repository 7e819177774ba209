import type { ConditionTrace, Rule } from '#sdk/rule'
import { at as below } from '#shared/shape'

/** What became of one part of a rule; `actual` is there for conditions alone. */
export interface Verdict {
  matched: boolean
  actual?: unknown
  not_comparable?: true
}

/**
 * Every part of a rule by its path (`all[0].any[1]`, the whole by ''), each with its verdict. `traces` are those of
 * `rule`, complete and in order.
 */
export function verdictsByPath(
  rule: Rule,
  traces: readonly ConditionTrace[]
): Record<string, Verdict> {
  const verdicts: Record<string, Verdict> = {}
  let next = 0
  const visit = (one: Rule, path: string): boolean => {
    const matched =
      'all' in one
        ? each(one.all, below(path, 'all')).every(Boolean)
        : 'any' in one
          ? each(one.any, below(path, 'any')).some(Boolean)
          : 'not' in one
            ? !visit(one.not, below(path, 'not'))
            : leaf(path)
    verdicts[path] ??= { matched }
    return matched
  }
  const each = (rules: Rule[], path: string) => rules.map((one, i) => visit(one, below(path, i)))
  const leaf = (path: string) => {
    const { matched, actual, not_comparable: odd } = traces[next++]
    verdicts[path] = { matched, actual, ...(odd && { not_comparable: odd }) }
    return matched
  }
  visit(rule, '')
  return verdicts
}
