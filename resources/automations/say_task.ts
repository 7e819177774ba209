/*
 * What an action would do, or did, in a line: "would run the profile Solar US".
 */
import type { Named } from './types.js'

export interface TaskWords {
  t: (key: string, values?: Record<string, unknown>) => string
  duration: (ms: number) => string
  partners: readonly Named[]
  profiles: readonly Named[]
  fieldName: (key: string) => string
}

const nameIn = (of: readonly Named[], key: unknown) =>
  of.find((one) => one.key === key)?.name ?? String(key ?? '')
const list = (value: unknown) => (Array.isArray(value) ? value.map(String).join(', ') : '')

/** `tense`: of the test on a lead, or of a run. */
export function sayTask(
  type: string,
  detail: Readonly<Record<string, unknown>>,
  tense: 'would' | 'did',
  { t, duration, partners, profiles, fieldName }: TaskWords
): string {
  const say = (what: string, values: Record<string, unknown> = {}) =>
    t(`automations.${tense}.${what}`, values)
  switch (type) {
    case 'distribute':
      return say('distribute', { profile: nameIn(profiles, detail.profile) })
    case 'stage':
    case 'change_stage':
      return say('stage', { stage: detail.stage })
    case 'assign':
      return detail.assignee ? say('assign', { to: detail.assignee }) : say('assign_nobody')
    case 'update':
    case 'update_fields': {
      const keys = Array.isArray(detail.fields)
        ? detail.fields.map(String)
        : Object.keys((detail.values as object | undefined) ?? {})
      return say('update', { fields: keys.map(fieldName).join(', ') })
    }
    case 'mail':
    case 'email':
      return say(detail.suppressed ? 'mail_suppressed' : 'mail', {
        to: list(detail.to),
        list: detail.suppressed,
      })
    case 'request':
    case 'webhook':
      return say('request', { method: detail.method, url: detail.url })
    case 'wait':
      return say('wait', { time: duration(Number(detail.seconds ?? 0) * 1000) })
    case 'pause_partner':
      return detail.partner
        ? say('pause', { partner: nameIn(partners, detail.partner) })
        : say('pause_own')
    case 'erase':
      return say('erase')
    default:
      return ''
  }
}
