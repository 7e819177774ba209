import type { ConditionTrace, Rule } from '#sdk/rule'
import { type Judged, joinTraces } from '#routing/join_traces'
import { type Labels, sentenceOf } from '#routing/describe_need'

const MAX_ALTERNATIVES = 3

/**
 * Why a rule did not match, in a plain sentence: `state is NV, needs one of CA, AZ`. Of an all-group the first failing
 * condition; of an any-group that none of its alternatives holds. Empty where it matched.
 * `traces` are those of `rule`, complete; without a rule they are read as one all-group.
 */
export function explainConditions(
  traces: readonly ConditionTrace[],
  labels?: Labels,
  rule?: Rule | null
): string {
  if (rule && !isFlat(rule)) return why(joinTraces(rule, traces), true, labels)
  const failing = traces.find(({ matched }) => !matched)
  return failing ? sentenceOf(failing, true, labels) : ''
}

/** One all-group of conditions, as most rules are. */
const isFlat = (rule: Rule): boolean => 'all' in rule && rule.all.every((one) => 'field' in one)

/** Why `node` is not what it should be (`wanted`); empty where it is. */
function why(node: Judged, wanted: boolean, labels: Labels | undefined): string {
  if (node.matched === wanted) return ''
  if (node.kind === 'leaf') return sentenceOf(node.trace, wanted, labels)
  if (node.kind === 'not') return why(node.inner, !wanted, labels)
  const wrong = node.inner.filter(({ matched }) => matched !== wanted)
  // Every one of an all-group must hold, and every one of an any-group must fail for it to fail: the first decided.
  if ((node.kind === 'all') === wanted || wrong.length === 1) return why(wrong[0], wanted, labels)
  const reasons = wrong.slice(0, MAX_ALTERNATIVES).map((one) => why(one, wanted, labels))
  const more = wrong.length > reasons.length ? '; …' : ''
  const head = wanted ? `none of ${wrong.length} alternatives holds` : 'all of these hold'
  return `${head}: ${reasons.join('; ')}${more}`
}
