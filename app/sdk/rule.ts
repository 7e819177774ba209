/** The one rule grammar (public interface, section 3). Pure data: stored in routes, blueprints and plugin configs. */
export type Operator =
  | 'equals'
  | 'not_equals'
  | 'contains'
  | 'not_contains'
  | 'starts_with'
  | 'ends_with'
  | 'in'
  | 'not_in'
  | 'greater_than'
  | 'greater_or_equal'
  | 'less_than'
  | 'less_or_equal'
  | 'between'
  | 'is_empty'
  | 'is_not_empty'
  | 'is_true'
  | 'is_false'
  | 'matches'
  | 'before'
  | 'after'
  | 'within_last'
  | 'within_radius'

export interface Condition {
  field: string
  operator: Operator
  value?: unknown
}

export type Rule = { all: Rule[] } | { any: Rule[] } | { not: Rule } | Condition

/** One judged condition: what was asked, what the lead had, the verdict. `actual` is null where the value is missing. */
export interface ConditionTrace {
  field: string
  operator: Operator
  value: unknown
  actual: unknown
  matched: boolean
  /** Set when the two could not be compared at all (text against a number): such a condition is false. */
  not_comparable?: true
}
