/*
 * One line of meaning for triggers and actions: "to qualified", "Solar US", "ops@acme.example · Not sold".
 */
import type { FormSchema } from '../forms/schema.js'
import { labelOf, settingsOf, textOf } from '../forms/schema.js'
import type { RouteNode } from '../profiles.js'
import type { Named } from './types.js'

export interface NodeWords {
  t: (key: string, values?: Record<string, unknown>) => string
  locale: string
  duration: (ms: number) => string
  partners: readonly Named[]
  profiles: readonly Named[]
  /** What stages are called, where that is known. */
  stageName?: (key: string) => string
  /** Labels of the fields of its entity by key. */
  fieldName: (key: string) => string
  schemaOf: (type: string) => FormSchema | null
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const nameIn = (of: readonly Named[], key: unknown) =>
  of.find((one) => one.key === key)?.name ?? text(key)
const joined = (...parts: string[]) => parts.filter(Boolean).join(' · ')

/** Null of what the editor of routes tells itself. */
export function meaningOfNode(node: RouteNode, words: NodeWords): string | null {
  const { t, partners, profiles } = words
  const stage = (key: unknown) => words.stageName?.(text(key)) ?? text(key)
  const nothing = () => t('automations.meaning.open')
  const minutes = () =>
    typeof node.minutes === 'number' ? words.duration(node.minutes * 60_000) : nothing()
  const partner = nameIn(partners, node.partner)
  const profile = nameIn(profiles, node.profile)
  switch (node.type) {
    case 'lead_created':
      return text(node.source)
        ? t('automations.meaning.source', { source: node.source })
        : t('automations.meaning.every_lead')
    case 'stage_changed':
      return stagesText(text(node.from) && stage(node.from), text(node.to) && stage(node.to), t)
    case 'time_in_stage':
      return text(node.stage)
        ? t('automations.meaning.in_stage', { stage: stage(node.stage), time: minutes() })
        : nothing()
    case 'unsold':
      return profile || t('automations.meaning.any_profile')
    case 'delivery_accepted':
    case 'delivery_rejected':
    case 'delivery_returned':
    case 'cap_reached':
      return joined(partner || t('automations.meaning.any_partner'), profile)
    case 'invoice_overdue':
      return partner || t('automations.meaning.any_partner')
    case 'distribute':
      return profile || nothing()
    case 'change_stage':
      return text(node.stage)
        ? t('automations.meaning.to', { stage: stage(node.stage) })
        : nothing()
    case 'assign':
      return text(node.assignee) || t('automations.meaning.nobody')
    case 'update_fields':
      return (
        Object.keys((node.values as object | undefined) ?? {})
          .map(words.fieldName)
          .join(', ') || nothing()
      )
    case 'email':
      return joined(recipientText(node, t), text(node.subject))
    case 'webhook':
      return text(node.url)
        ? joined(text(node.method) || 'POST', shortUrl(text(node.url)))
        : nothing()
    case 'delay':
      return minutes()
    case 'pause_partner':
      return partner || t('automations.meaning.own_partner')
    case 'erase':
      return t('automations.meaning.erase')
    default:
      return bySchema(node, words)
  }
}

function stagesText(from: string, to: string, t: NodeWords['t']) {
  if (from && to) return `${from} → ${to}`
  if (to) return t('automations.meaning.to', { stage: to })
  return from ? t('automations.meaning.from', { stage: from }) : t('automations.meaning.any_stage')
}

function recipientText({ to, address }: RouteNode, t: NodeWords['t']) {
  if (to === 'lead' || to === 'assignee') return t(`automations.meaning.mail_${to}`)
  return text(address) || t('automations.meaning.no_address')
}

const shortUrl = (url: string) => url.replace(/^https?:\/\//, '').replace(/\/$/, '')

/** What another plugin's settings say, by the titles it gave them. */
function bySchema(node: RouteNode, { schemaOf, locale, t }: NodeWords): string | null {
  const schema = schemaOf(node.type)
  if (!schema) return null
  const said = settingsOf(schema).flatMap(([key, of]) => {
    const value = node[key]
    if (value === undefined || value === null || typeof value === 'object') return []
    return [`${textOf(of, 'title', locale) ?? key}: ${labelOf(of, value, locale)}`]
  })
  return said.join(' · ') || t('automations.meaning.nothing_set')
}
