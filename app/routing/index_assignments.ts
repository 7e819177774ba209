import type { LeadView } from '#sdk'
import type { CompiledRule } from '#routing/compile_rule'
import type { RuleSchema } from '#routing/rule_schema'

/** Judges a lead by all rules at once. Places are those of the list the index was built from, ascending. */
export interface AssignmentIndex {
  /** Places of all rules that match. */
  matching(lead: LeadView, at: number): number[]
  /** Place of the first that matches; -1: none. */
  firstMatching(lead: LeadView, at: number): number
}

export function indexAssignments(
  filters: readonly CompiledRule<LeadView>[],
  _schema: RuleSchema<LeadView>
): AssignmentIndex {
  return {
    matching: (lead, at) => filters.flatMap((rule, i) => (rule.test(lead, at) ? [i] : [])),
    firstMatching: (lead, at) => filters.findIndex((rule) => rule.test(lead, at)),
  }
}
