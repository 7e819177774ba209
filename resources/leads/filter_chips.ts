/*
 * The filter as chips that read as a sentence each: "State is one of CA, AZ".
 */
import type { FilterChip } from '~/components/filter_chips.vue'
import type { TagChoice } from '~/crm/tags'
import { describeRule } from '~/rules/describe_rule'
import type { Manner } from '~/rules/describe_rule'
import type { Rule, RuleField, Translate } from '~/rules/types'
import type { LeadFilter } from './types.js'

/** Conditions of a rule that must all hold; each is a chip of its own. */
export const partsOf = (rule: Rule | undefined): Rule[] =>
  rule === undefined ? [] : 'all' in rule ? rule.all : [rule]

export const ruleOf = (parts: Rule[]): Rule | undefined =>
  parts.length === 0 ? undefined : { all: parts }

interface Words {
  tags: readonly TagChoice[]
  team: readonly { email: string; name: string | null }[]
  fields: readonly RuleField[]
  t: Translate
  manner: Manner
  day(iso: string): string
  /** What a stage is called. */
  stage?(key: string): string
}

export function chipsOf(
  filter: LeadFilter,
  { fields, tags, team, t, manner, day, stage = (key) => key }: Words
): FilterChip[] {
  const chips: FilterChip[] = []
  const say = (key: string, label: string, icon?: string) => chips.push({ key, label, icon })
  const or = (names: string[]) => names.join(` ${t('rules.word.or')} `)
  if (filter.status?.length)
    say(
      'status',
      t('leads.chip.status', {
        status: or(filter.status.map((one) => t(`common.status.${one}`))),
      })
    )
  if (filter.period) say('period', t(`leads.chip.period.${filter.period}`))
  else if (filter.from && filter.to)
    say('period', t('leads.chip.between', { from: day(filter.from), to: day(filter.to) }))
  else if (filter.from) say('period', t('leads.chip.from', { from: day(filter.from) }))
  else if (filter.to) say('period', t('leads.chip.to', { to: day(filter.to) }))
  if (filter.test !== undefined) say('test', t(`leads.chip.test.${filter.test}`))
  if (filter.stage) say('stage', t('leads.chip.stage', { stage: stage(filter.stage) }))
  if (filter.tag?.length) {
    const called = filter.tag.map((key) => tags.find((one) => one.key === key)?.name ?? key)
    say('tag', t('leads.chip.tag', { tag: or(called) }))
  }
  if (filter.assignee?.length) {
    const called = filter.assignee.map((who) => personName(who, team, t))
    say('assignee', t('leads.chip.assignee', { assignee: or(called) }))
  }
  if (filter.source) say('source', t('leads.chip.source', { source: filter.source }))
  partsOf(filter.rule).forEach((part, i) => say(`rule.${i}`, describeRule(part, fields, t, manner)))
  return chips
}

/** What the filter calls somebody: `me` and `nobody` have words of their own. Pure. */
export const personName = (
  who: string,
  team: readonly { email: string; name: string | null }[],
  t: Translate
): string =>
  who === 'me' || who === 'nobody'
    ? t(`leads.filter.${who}`)
    : (team.find(({ email }) => email === who)?.name ?? who)

/** The filter without what one chip stands for. */
export function withoutChip(filter: LeadFilter, key: string): LeadFilter {
  if (key === 'period') return { ...filter, period: undefined, from: undefined, to: undefined }
  if (!key.startsWith('rule.')) return { ...filter, [key]: undefined }
  const parts = partsOf(filter.rule).toSpliced(Number(key.slice('rule.'.length)), 1)
  return { ...filter, rule: ruleOf(parts) }
}
