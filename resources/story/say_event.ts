import { sayReason, cancelReason } from './say_reason.js'
import { type Say, fieldText, limitText, windowText } from './say.js'
import type { LeadEvent, StoryNames } from './types.js'

/** Their reason is one of those leads are taken back for. */
const GIVEN_BACK = new Set([
  'delivery.cancelled',
  'delivery.returned',
  'return.requested',
  'return.approved',
])

/** One line of the trail: "Offered to SunCo by webhook at €25.00". */
export function sayEvent({ type, data, partner }: LeadEvent, names: StoryNames, say: Say): string {
  const text = (name: string) => (typeof data[name] === 'string' ? (data[name] as string) : '')
  const arrived = type === 'lead.received' && text('source') !== ''
  const name = arrived ? 'lead_received_from' : type.replaceAll('.', '_')
  const key = `story.event.${name}${whichOf(type, data)}`
  if (!say.has(key)) return type
  const amount = text('amount') || text('price')
  const money = amount ? say.money({ amount, currency: text('currency') || say.currency }) : ''
  const window = text('window')
  const what = say.t(key, {
    partner: partner ? say.partner(partner) : '',
    assignment: text('assignment'),
    fields: ((data.fields ?? []) as string[]).map((one) => fieldText(one, say)).join(', '),
    field: text('field') ? fieldText(text('field'), say) : '',
    from: text('from') || say.t('story.nothing'),
    to: text('to') || say.t('story.nothing'),
    tags: [...marked('+', data.added), ...marked('−', data.removed)].join(', '),
    list: text('list'),
    template: text('template'),
    profile: names.profiles[text('profile')] ?? text('profile'),
    version: data.route_version ?? '',
    source: text('source'),
    channel: say.has(`story.channel.${text('channel')}`)
      ? say.t(`story.channel.${text('channel')}`)
      : text('channel'),
    money,
    status: say.has(`common.status.${text('status')}`)
      ? say.t(`common.status.${text('status')}`)
      : text('status'),
    limit: window ? limitText(window, data.limit as number | string, say) : '',
    window: window ? windowText(window, say) : '',
  })
  const reason = text('reason')
  if (!reason) return what
  const why = GIVEN_BACK.has(type) ? cancelReason(reason, say) : sayReason(reason, say)
  return say.t('story.because', { what, reason: why })
}

const marked = (sign: string, keys: unknown) =>
  Array.isArray(keys) ? keys.map((key) => `${sign}${String(key)}`) : []

/** Some lines read otherwise by what they say. */
function whichOf(type: string, data: LeadEvent['data']): string {
  if (type === 'lead.assigned') return data.to ? '' : '_nobody'
  if (type === 'lead.mailed') return data.template ? '_template' : ''
  if (type === 'lead.merged' || type === 'lead.unmerged') return data.into ? '_into' : '_from'
  return ''
}

/** What the line does not say: how long it took, their reference, a note. */
export function sayEventDetails(
  { type, data }: LeadEvent,
  say: Say,
  duration: (ms: number) => string
): string {
  const { t } = say
  const parts: string[] = []
  const add = (key: string, value: unknown, values: Record<string, unknown>) =>
    value !== null && value !== undefined && value !== '' && parts.push(t(key, values))
  const attempt = Number(data.attempt ?? 0)
  add('story.event_detail.attempt', attempt > 1 ? attempt : null, { n: attempt })
  const took = data.duration_ms
  add('story.event_detail.duration', took, { time: duration(Number(took)) })
  add('story.event_detail.reference', data.reference, { reference: data.reference })
  // Of a note the trail has the id alone.
  if (type !== 'lead.noted') add('story.event_detail.note', data.note, { note: data.note })
  add('story.event_detail.retry_at', data.retry_at, { time: say.exact(String(data.retry_at)) })
  add('story.event_detail.until', data.until, { time: say.exact(String(data.until)) })
  return parts.join(' · ')
}

/** Who did it; null where Sluice itself did. */
export function sayActor(
  actor: string | null,
  team: readonly { email: string; name: string | null }[],
  say: Say
): string | null {
  if (!actor) return null
  if (actor === 'partner') return say.t('story.actor.partner')
  const [kind, ...rest] = actor.split(':')
  const name = rest.join(':')
  if (kind === 'user') {
    // Of an agency: its key stands behind the address.
    const [email] = name.split(' via ')
    return team.find((one) => one.email === email)?.name ?? name
  }
  if (kind === 'token') return say.t('story.actor.token', { name })
  if (kind === 'automation') return say.t('story.actor.automation', { name })
  return actor
}
