/*
 * An event of the audit trail as one sentence: "SunCo rejected Ann Miller: duplicate". Pure: words, names and formats
 * are arguments.
 */
import { cancelReason, sayReason } from '../story/say_reason.js'

export interface LoggedEvent {
  id: string
  at: string
  type: string
  lead: string | null
  lead_title: string | null
  distribution: string | null
  delivery: string | null
  partner: string | null
  profile: string | null
  actor: string | null
  data: Record<string, unknown>
}

export interface Manner {
  t: (key: string, values?: Record<string, unknown>) => string
  /** Whether there is a text of that key. */
  te: (key: string) => boolean
  money: (money: { amount: string; currency: string }) => string
  number: (n: number) => string
  duration: (ms: number) => string
  /** A moment, short. */
  time: (iso: string) => string
  /** Names by key. */
  partners: Readonly<Record<string, string>>
  profiles: Readonly<Record<string, string>>
}

/** The sentence, without a full stop. A type nobody has words for is said as it is. */
export function describeEvent(event: LoggedEvent, manner: Manner): string {
  const key = `events.say.${event.type.replace('.', '_')}`
  const variant = `${key}.${variantOf(event)}`
  if (manner.te(variant)) return manner.t(variant, valuesOf(event, manner))
  if (manner.te(`${key}.plain`)) return manner.t(`${key}.plain`, valuesOf(event, manner))
  return event.type
}

const listed = (list: unknown): string => (Array.isArray(list) ? list.map(String).join(', ') : '')
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Which of a type's sentences: what the data says decides. */
function variantOf({ type, data }: LoggedEvent): string {
  const { status, action, scope, reason } = data
  switch (type) {
    case 'lead.received':
      return `${data.test ? 'test' : 'real'}${data.source ? 'From' : ''}`
    case 'lead.duplicate':
      return text(action)
    case 'lead.updated':
      return Array.isArray(data.fields) && data.fields.length ? 'fields' : 'plain'
    case 'lead.assigned':
      return data.to ? 'plain' : 'nobody'
    case 'lead.noted':
      return data.edited ? 'edited' : 'plain'
    case 'lead.tagged':
      return !listed(data.removed) ? 'added' : listed(data.added) ? 'both' : 'removed'
    case 'distribution.finished':
      return `${text(status)}${reason ? 'Why' : ''}`
    case 'delivery.accepted':
      return typeof data.duration_ms === 'number' ? 'timed' : 'plain'
    case 'delivery.failed':
    case 'delivery.unknown':
      return data.retry_at ? 'again' : reason ? 'why' : 'plain'
    case 'delivery.rejected':
    case 'delivery.cancelled':
    case 'delivery.returned':
    case 'return.refused':
    case 'endpoint.disabled':
      return reason ? 'why' : 'plain'
    case 'lead.suppressed':
      return data.refused ? (data.source ? 'refusedFrom' : 'refused') : 'plain'
    case 'lead.mailed':
      return data.template ? 'template' : 'plain'
    case 'lead.merged':
    case 'lead.unmerged':
      return data.into ? 'into' : 'from'
    case 'return.requested':
      return text(data.asked_by)
    case 'return.approved':
      return text(data.how)
    case 'delivery.offered':
      return typeof data.place === 'number' ? `placed_${text(data.per)}` : 'plain'
    case 'cap.reached':
      return text(scope)
    case 'invoice.finalized':
    case 'invoice.credited':
      return data.supplier ? 'supplier' : 'plain'
    case 'invoice.paid':
      return Number(data.due) > 0 ? 'part' : 'plain'
    case 'invoice.reminder':
      return Number(data.fee) > 0 ? 'fee' : 'plain'
    case 'invoice.sent':
    case 'invoice.reminded':
      return data.kept ? 'kept' : 'plain'
    case 'invoice.send_failed':
      return data.error || reason === 'no_address' ? text(reason) : 'bare'
    case 'balance.low':
    case 'balance.reached':
      return text(data.mode)
    case 'balance.corrected':
      return text(data.amount).startsWith('-') ? 'down' : 'up'
    case 'privacy.requested':
    case 'privacy.begun':
    case 'privacy.finished':
      return text(data.kind)
    case 'erasure.confirmed':
      return data.how === 'team' ? 'team' : 'plain'
    case 'endpoint.opened':
      return data.until ? 'until' : 'plain'
    default:
      return 'plain'
  }
}

/** Their reason is one of those leads are taken back for. */
const GIVEN_BACK = new Set(['delivery.cancelled', 'delivery.returned', 'return.requested'])

function valuesOf(event: LoggedEvent, manner: Manner): Record<string, unknown> {
  const { t, te, money, number, duration, time } = manner
  const { data } = event
  const named = (names: Readonly<Record<string, string>>, key: unknown) =>
    names[text(key)] ?? text(key)
  const word = (group: string, key: unknown) =>
    te(`events.${group}.${text(key)}`) ? t(`events.${group}.${text(key)}`) : text(key)
  const amount = data.amount ?? data.price ?? data.revenue
  return {
    lead: event.lead_title ?? t('events.aLead'),
    partner: named(manner.partners, event.partner) || t('events.aPartner'),
    profile: named(manner.profiles, data.profile ?? event.profile) || t('events.aProfile'),
    assignment: text(data.assignment),
    source: text(data.source),
    supplier: text(data.supplier),
    list: text(data.list),
    template: text(data.template),
    n: number(Number(data.count ?? data.added ?? 0)),
    reason: GIVEN_BACK.has(event.type)
      ? cancelReason(text(data.reason), { t, has: te })
      : sayReason(text(data.reason), { t, has: te }),
    from: text(data.from) || '–',
    to: text(data.to) || '–',
    field: text(data.field),
    fields: listed(data.fields),
    added: listed(data.added),
    removed: listed(data.removed),
    version: typeof data.route_version === 'number' ? number(data.route_version) : '–',
    trigger: word('trigger', data.trigger),
    outcome: word('outcome', data.outcome),
    amount:
      typeof amount === 'string'
        ? money({ amount: amount.replace('-', ''), currency: text(data.currency) })
        : '',
    place: typeof data.place === 'number' ? number(data.place) : '',
    left:
      typeof data.room === 'string'
        ? money({ amount: data.room, currency: text(data.currency) })
        : '',
    duration: typeof data.duration_ms === 'number' ? duration(data.duration_ms) : '',
    retry: typeof data.retry_at === 'string' ? time(data.retry_at) : '',
    until: typeof data.until === 'string' ? time(data.until) : '',
    limit: typeof data.limit === 'number' ? number(data.limit) : text(data.limit),
    window: word('window', data.window),
    number: text(data.number) || t('events.aDraft'),
    credit_number: text(data.credit_number),
    recipients: Array.isArray(data.to) ? data.to.map(String).join(', ') : '',
    error: text(data.error),
    level: typeof data.level === 'number' ? number(data.level) : '–',
    due: moneyOf(data.due, data.currency, money),
    fee: moneyOf(data.fee, data.currency, money),
    vat_id: text(data.vat_id),
    agency: text(data.agency) || t('events.anAgency'),
    person: text(data.person) || t('events.somebody'),
    verdict: word('vat', data.status),
    count: number(Number(data.erased ?? data.leads ?? 0)),
  }
}

const moneyOf = (amount: unknown, currency: unknown, money: Manner['money']) =>
  typeof amount === 'string' ? money({ amount, currency: text(currency) }) : ''

/** Who did it, as people say it: a person's address, a token's name. Null: it happened by itself. */
export function actorName(actor: string | null, t: Manner['t']): string | null {
  if (actor === null) return null
  const [kind, ...rest] = actor.split(':')
  const name = rest.join(':')
  if (kind === 'token' && name) return t('events.actor.token', { name })
  if (kind === 'automation' && name) return t('events.actor.automation', { name })
  if (kind === 'user' && name) return name
  if (kind === 'partner' && name) return name
  if (kind === 'request' || actor === 'retention') return t(`events.actor.${kind}`)
  if (actor === 'partner' || actor === 'schedule') return t(`events.actor.${actor}`)
  return actor
}

const TONES: Record<string, [icon: string, tone: string]> = {
  'lead.received': ['i-lucide-inbox', 'waiting'],
  'lead.duplicate': ['i-lucide-copy', 'rejected'],
  'lead.updated': ['i-lucide-pencil', 'quiet'],
  'lead.stage_changed': ['i-lucide-move-right', 'quiet'],
  'lead.assigned': ['i-lucide-user-check', 'quiet'],
  'lead.noted': ['i-lucide-message-square-text', 'quiet'],
  'lead.task_added': ['i-lucide-square-plus', 'quiet'],
  'lead.task_done': ['i-lucide-square-check-big', 'sold'],
  'lead.task_reopened': ['i-lucide-square', 'quiet'],
  'lead.tagged': ['i-lucide-tag', 'quiet'],
  'lead.erased': ['i-lucide-eraser', 'rejected'],
  'lead.value_shown': ['i-lucide-eye', 'quiet'],
  'lead.suppressed': ['i-lucide-ban', 'rejected'],
  'lead.mailed': ['i-lucide-mail', 'quiet'],
  'lead.merged': ['i-lucide-merge', 'quiet'],
  'lead.unmerged': ['i-lucide-split', 'quiet'],
  'consent.withdrawn': ['i-lucide-undo-2', 'rejected'],
  'suppression.added': ['i-lucide-list-plus', 'quiet'],
  'suppression.removed': ['i-lucide-list-x', 'quiet'],
  'suppression.imported': ['i-lucide-list-plus', 'quiet'],
  'suppression.exported': ['i-lucide-download', 'quiet'],
  'distribution.started': ['i-lucide-play', 'waiting'],
  'distribution.finished': ['i-lucide-flag', 'quiet'],
  'delivery.offered': ['i-lucide-send', 'waiting'],
  'delivery.accepted': ['i-lucide-circle-check', 'sold'],
  'delivery.sent': ['i-lucide-mail-check', 'sold'],
  'delivery.waiting': ['i-lucide-hourglass', 'waiting'],
  'delivery.rejected': ['i-lucide-circle-x', 'rejected'],
  'delivery.failed': ['i-lucide-triangle-alert', 'failed'],
  'delivery.unknown': ['i-lucide-circle-help', 'held'],
  'delivery.cancelled': ['i-lucide-undo-2', 'rejected'],
  'delivery.returned': ['i-lucide-corner-up-left', 'rejected'],
  'delivery.retried': ['i-lucide-rotate-cw', 'waiting'],
  'delivery.tested': ['i-lucide-flask-conical', 'test'],
  'return.requested': ['i-lucide-corner-up-left', 'waiting'],
  'return.approved': ['i-lucide-check', 'quiet'],
  'return.refused': ['i-lucide-x', 'rejected'],
  'return.withdrawn': ['i-lucide-corner-up-right', 'quiet'],
  'return.overdue': ['i-lucide-alarm-clock', 'held'],
  'cap.reached': ['i-lucide-droplet', 'held'],
  'revenue.booked': ['i-lucide-banknote', 'sold'],
  'revenue.reversed': ['i-lucide-banknote', 'rejected'],
  'endpoint.opened': ['i-lucide-timer', 'failed'],
  'endpoint.disabled': ['i-lucide-plug-zap', 'failed'],
  'endpoint.enabled': ['i-lucide-plug', 'sold'],
  'invoice.generated': ['i-lucide-file-plus-2', 'quiet'],
  'invoice.finalized': ['i-lucide-file-check-2', 'sold'],
  'invoice.paid': ['i-lucide-coins', 'sold'],
  'invoice.payment_reversed': ['i-lucide-undo-2', 'rejected'],
  'invoice.credited': ['i-lucide-file-minus-2', 'rejected'],
  'invoice.voided': ['i-lucide-file-x-2', 'rejected'],
  'invoice.overdue': ['i-lucide-alarm-clock', 'held'],
  'invoice.reminder': ['i-lucide-bell', 'held'],
  'invoice.sent': ['i-lucide-mail-check', 'sold'],
  'invoice.reminded': ['i-lucide-mail-warning', 'held'],
  'invoice.send_failed': ['i-lucide-mail-x', 'failed'],
  'balance.low': ['i-lucide-wallet', 'held'],
  'balance.reached': ['i-lucide-wallet', 'failed'],
  'balance.topped_up': ['i-lucide-wallet', 'sold'],
  'balance.corrected': ['i-lucide-wallet', 'quiet'],
  'vat.checked': ['i-lucide-badge-check', 'quiet'],
  'vat.overridden': ['i-lucide-badge-alert', 'held'],
  'portal.invited': ['i-lucide-mail-plus', 'quiet'],
  'agency.entered': ['i-lucide-log-in', 'waiting'],
  'agency.left': ['i-lucide-log-out', 'quiet'],
  'portal.joined': ['i-lucide-user-check', 'sold'],
  'portal.signed_in': ['i-lucide-log-in', 'quiet'],
  'portal.paused': ['i-lucide-user-x', 'held'],
  'portal.resumed': ['i-lucide-user-check', 'quiet'],
  'portal.removed': ['i-lucide-user-minus', 'rejected'],
  'portal.exported': ['i-lucide-download', 'quiet'],
  'portal.wished': ['i-lucide-message-square-quote', 'waiting'],
  'portal.wish_decided': ['i-lucide-message-square-reply', 'quiet'],
  'privacy.requested': ['i-lucide-user-search', 'waiting'],
  'privacy.begun': ['i-lucide-play', 'waiting'],
  'privacy.finished': ['i-lucide-shield-check', 'sold'],
  'privacy.cancelled': ['i-lucide-x', 'rejected'],
  'privacy.downloaded': ['i-lucide-download', 'quiet'],
  'privacy.held': ['i-lucide-lock', 'held'],
  'privacy.released': ['i-lucide-lock-open', 'quiet'],
  'erasure.requested': ['i-lucide-send', 'waiting'],
  'erasure.confirmed': ['i-lucide-check', 'sold'],
  'erasure.overdue': ['i-lucide-alarm-clock', 'held'],
  'retention.changed': ['i-lucide-pencil', 'quiet'],
  'retention.finished': ['i-lucide-eraser', 'quiet'],
}

/** An event's picture and colour; how a distribution ended is its lead's status. */
export function markOf({ type, data }: Pick<LoggedEvent, 'type' | 'data'>): {
  icon: string
  tone: string
} {
  const ends: Record<string, string> = { sold: 'sold', held: 'held', unsold: 'rejected' }
  const [icon, tone] = TONES[type] ?? ['i-lucide-dot', 'quiet']
  const end = type === 'distribution.finished' ? ends[text(data.status)] : undefined
  return { icon, tone: end ?? tone }
}
