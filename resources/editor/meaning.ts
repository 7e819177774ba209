/*
 * One line of meaning for each node, as its card shows it: "State is CA · Monthly bill > 100".
 */
import { scheduleText } from '../config/schedule_text.js'
import type { Words } from '../config/describe_changes.js'
import { describeRule } from '../rules/describe_rule.js'
import { fullLabel } from '../rules/rule_fields.js'
import type { Rule, RuleField } from '../rules/types.js'
import { assignmentsOf } from './document.js'
import type { EditorDocument, RouteNode } from './types.js'

export interface MeaningContext {
  words: Words
  fields: readonly RuleField[]
  partnerName: (key: string) => string
  strategyName: (id: string) => string
  portName: (name: string) => string
}

const SIGNS: Record<string, string> = {
  greater_than: '>',
  greater_or_equal: '≥',
  less_than: '<',
  less_or_equal: '≤',
}
const MOST_NAMES = 3

export function meaningOf(
  id: string,
  node: RouteNode,
  doc: EditorDocument,
  context: MeaningContext
): string {
  const { t } = context.words
  switch (node.type) {
    case 'condition':
      return ruleText(node.rule as Rule | undefined, context) || t('canvas.meaning.no_rule')
    case 'switch':
      return switchText(node, context)
    case 'split':
      return splitText(node, context)
    case 'schedule':
      return scheduleText(node.schedule, t)
    case 'transform':
      return codeText(node.code, t)
    case 'offer':
      return offerText(id, node, doc, context)
    case 'stop':
      return stopText(node, t)
    default:
      return otherText(node)
  }
}

/** A rule in few words; nothing where it has no condition. */
export function ruleText(rule: Rule | undefined, context: MeaningContext): string {
  if (!rule || typeof rule !== 'object') return ''
  if ('all' in rule && Array.isArray(rule.all))
    return rule.all
      .map((one) => ruleText(one, context))
      .filter(Boolean)
      .join(' · ')
  const { words, fields } = context
  if ('any' in rule && Array.isArray(rule.any)) {
    if (rule.any.length === 0) return ''
    return rule.any
      .map((one) => ruleText(one, context))
      .filter(Boolean)
      .join(` ${words.t('rules.word.or')} `)
  }
  if ('field' in rule && SIGNS[rule.operator] && typeof rule.value !== 'object') {
    const field = fields.find(({ key }) => key === rule.field)
    return `${field ? fullLabel(field) : rule.field} ${SIGNS[rule.operator]} ${String(rule.value ?? '…')}`
  }
  return describeRule(rule, fields, words.t, words.manner)
}

function switchText(node: RouteNode, context: MeaningContext): string {
  const cases = Array.isArray(node.cases) ? (node.cases as { rule?: Rule; port?: string }[]) : []
  const fields = new Set(cases.flatMap(({ rule }) => fieldsOf(rule)))
  const { t } = context.words
  const n = cases.length
  if (fields.size !== 1) return t('canvas.meaning.cases', { n }, n)
  const [key] = [...fields]
  const field = context.fields.find((one) => one.key === key)
  return t('canvas.meaning.cases_by', { n, field: field ? fullLabel(field) : key }, n)
}

/** Fields a rule asks for. */
export function fieldsOf(rule: Rule | undefined): string[] {
  if (!rule || typeof rule !== 'object') return []
  if ('field' in rule) return rule.field ? [rule.field] : []
  if ('not' in rule) return fieldsOf(rule.not)
  const group = 'all' in rule ? rule.all : rule.any
  return Array.isArray(group) ? group.flatMap(fieldsOf) : []
}

function splitText({ shares }: RouteNode, { portName, words }: MeaningContext): string {
  if (typeof shares !== 'object' || shares === null) return ''
  const ways = Object.entries(shares as Record<string, unknown>)
  const total = ways.reduce((sum, [, share]) => sum + (Number(share) || 0), 0)
  if (total <= 0) return words.t('canvas.meaning.no_shares')
  const percent = (share: unknown) => Math.round(((Number(share) || 0) / total) * 1000) / 10
  return ways.map(([name, share]) => `${portName(name)} ${percent(share)} %`).join(' · ')
}

function codeText(code: unknown, t: Words['t']): string {
  const lines = typeof code === 'string' ? code.trim().split('\n') : []
  const said = /^\s*(?:\/\/|\/\*+)\s*(.+?)\s*(?:\*\/)?\s*$/.exec(lines[0] ?? '')
  if (said) return said[1]
  const n = lines.filter((line) => line.trim() !== '').length
  return n === 0 ? t('canvas.meaning.no_code') : t('canvas.meaning.code', { n }, n)
}

function offerText(
  id: string,
  node: RouteNode,
  doc: EditorDocument,
  context: MeaningContext
): string {
  const { t } = context.words
  const use = node.strategy?.use
  const strategy = use ? context.strategyName(use) : t('canvas.meaning.no_strategy')
  const partners = [
    ...new Set(assignmentsOf(doc, id).map(({ partner }) => context.partnerName(partner))),
  ]
  if (partners.length === 0) return `${strategy} · ${t('canvas.meaning.no_partners')}`
  const more = partners.length - MOST_NAMES
  const shown = partners.slice(0, more === 1 ? MOST_NAMES + 1 : MOST_NAMES).join(', ')
  return `${strategy} · ${shown}${more > 1 ? ` ${t('canvas.meaning.more', { n: more })}` : ''}`
}

function stopText({ status, reason }: RouteNode, t: Words['t']): string {
  const ends =
    status === 'held' || status === 'unsold' ? t(`canvas.meaning.${status}`) : String(status ?? '')
  return typeof reason === 'string' && reason ? `${ends} · ${reason}` : ends
}

function otherText(node: RouteNode): string {
  return Object.entries(node)
    .filter(([key, value]) => key !== 'type' && key !== 'ports' && typeof value !== 'object')
    .map(([key, value]) => `${key.replaceAll('_', ' ')} ${String(value)}`)
    .join(' · ')
}
