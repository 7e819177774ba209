import { compileRule } from '#routing/compile_rule'
import { explainConditions } from '#routing/explain_conditions'
import { entityRuleSchema } from '#routing/rule_schema'
import { smallestChange } from '#routing/smallest_change'
import { type Verdict, verdictsByPath } from '#routing/verdicts_by_path'
import type { ConditionTrace, Rule } from '#sdk/rule'
import { type Problem, type Result, fail, ok } from '#shared/result'
import type { AccountConfig } from '#distribution/account_config'
import { type Sample, type SampleWish, sampleLead } from '#distribution/tryouts/sample_lead'
import { entityByKey, unknownEntity } from '#distribution/take_lead'

export interface RuleTrial {
  /** Null: there was no lead to try it on, the rule was only read. */
  matched: boolean | null
  verdicts: Record<string, Verdict>
  conditions: ConditionTrace[]
  /** Why it did not match; empty where it did. */
  explanation: string
  /** Conditions that would have to come out the other way, the fewest there are. */
  smallest_change: { sentence: string; conditions: ConditionTrace[] } | null
  lead: { id: string; title: string | null; kind: Sample['kind'] } | null
}

const UNTRIED = { matched: null, verdicts: {}, conditions: [], explanation: '' } as const

/** Reads a rule as its entity's and, where a lead is named, judges it: every condition gets its verdict. */
export async function tryRule(
  config: AccountConfig,
  wish: SampleWish & { entity: string; rule: Rule | null },
  now: number
): Promise<Result<RuleTrial, Problem[]>> {
  const entity = entityByKey(config, wish.entity)
  if (!entity) return fail([unknownEntity(wish.entity)])
  const compiled = compileRule(wish.rule, entityRuleSchema(entity), 'rule')
  if (!compiled.ok) return compiled
  if (wish.lead === undefined && !wish.values)
    return ok({ ...UNTRIED, conditions: [], smallest_change: null, lead: null })
  const sample = await sampleLead(config, entity, wish, now)
  if (!sample.ok) return sample

  const { view, title, kind } = sample.value
  const conditions = compiled.value.trace(view, now)
  const labels = Object.fromEntries(entity.fields.map((field) => [field.key, field.label]))
  const { rule } = wish
  const change = rule && smallestChange(rule, conditions, labels)
  return ok({
    matched: compiled.value.test(view, now),
    verdicts: rule ? verdictsByPath(rule, conditions) : {},
    conditions,
    explanation: explainConditions(conditions, labels, rule),
    smallest_change: change && {
      sentence: change.sentence,
      conditions: change.changes.map((one) => one.condition),
    },
    lead: { id: view.id, title, kind },
  })
}
