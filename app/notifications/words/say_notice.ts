import type { Locale } from '#shared/locales'
import { CATALOGUE } from '#notifications/words/catalogue'
import type { Notice } from '#notifications/types'

interface Named {
  key: string
  name: string
}

/** What the words of an account need: names by id, its zone, how its reader writes hours. */
export interface Manner {
  locale: Locale
  zone: string
  hours?: '12h' | '24h'
  currency: string
  partner: (id: string) => Named
  profile: (id: string) => Named
  /** What things of leads are called; absent where it stays longer than they do: mails and messages name none. */
  work?: WorkNames
  entity: (id: string) => string | null
  /** Of the team, by e-mail. */
  person: (email: string) => string | null
}

export interface WorkNames {
  lead: (id: string) => string | null
  task: (id: string) => string | null
}

export interface SaidNotice {
  /** One sentence without a full stop. */
  title: string
  /** What it means, or what to do; may be empty. */
  detail: string
  /** The page that answers it. */
  href: string
}

/** A notice in the language of who reads it, and where it leads. */
export function sayNotice({ kind, data }: Notice, manner: Manner): SaidNotice {
  const { locale } = manner
  const words = CATALOGUE[locale]
  const partner = data.partner ? manner.partner(data.partner) : null
  const profile = data.profile ? manner.profile(data.profile) : null
  const currency = data.currency ?? manner.currency
  const amount = (decimal: string | undefined) => moneyText(locale, decimal ?? '0', currency)
  const values = {
    partner: partner?.name ?? words.somebody,
    profile: profile?.name ?? '',
    assignment: data.assignment ?? '',
    limit: data.window?.startsWith('spend_')
      ? amount(String(data.limit))
      : numberText(locale, Number(data.limit ?? 0)),
    window: words.windows[data.window ?? ''] ?? '',
    until: data.until ? timeText(manner, data.until) : null,
    number: data.number || words.draft,
    due: amount(data.due),
    room: amount(data.room),
    leads: numberText(locale, data.leads ?? 0),
    unsold: numberText(locale, data.unsold ?? 0),
    share: percentText(locale, (data.unsold ?? 0) / Math.max(1, data.leads ?? 1)),
    host: data.host ?? '',
    plan: data.plan ?? words.plan,
    used: numberText(locale, data.used ?? 0),
    who: whoOf(data.person, manner),
    lead:
      (manner.work?.lead(data.lead ?? '') ?? null) || words.lead(manner.entity(data.entity ?? '')),
    task: manner.work?.task(data.task ?? '') ?? '',
    data,
  }
  const [title, detail = ''] = words.say[kind](values)
  return { title, detail, href: hrefOf({ kind, data }, partner, profile) }
}

/** A person by name, a token by its own; whatever else it is, it is no person. */
function whoOf(actor: string | undefined, { locale, person }: Manner): string {
  const words = CATALOGUE[locale]
  const [kind, rest = ''] = (actor ?? '').split(/:(.*)/s)
  if (kind === 'user') return person(rest.split(' via ')[0]) ?? rest
  if (kind === 'token') return rest
  return kind === 'automation' ? words.automation : words.someone
}

function hrefOf(
  { kind, data }: Pick<Notice, 'kind' | 'data'>,
  partner: Named | null,
  profile: Named | null
): string {
  switch (kind) {
    case 'cap_reached':
      return data.scope === 'assignment' && profile
        ? `/profiles/${profile.key}/assignments?open=${encodeURIComponent(data.assignment ?? '')}`
        : `/partners/${partner?.key}/caps`
    case 'partner_failing':
    case 'endpoint_disabled':
      return `/partners/${partner?.key}/deliveries`
    case 'unsold_high':
      return `/profiles/${profile?.key}`
    case 'mentioned':
    case 'lead_activity':
      return data.lead ? `/leads/${data.lead}?tab=events` : '/leads'
    case 'lead_assigned':
    case 'task_due':
      return data.lead ? `/leads/${data.lead}` : '/tasks'
    case 'lead_returned':
      return data.lead ? `/leads/${data.lead}` : '/returns?status=waiting'
    case 'wish_asked':
      return `/partners/${partner?.key}/access`
    case 'erasure_asked':
    case 'erasure_overdue':
      return `/privacy/requests/${data.request}`
    case 'trial_ending':
    case 'plan_limit':
      return '/settings/plan'
    case 'webhook_disabled':
      return '/settings/webhooks'
    case 'agency_entered':
      return '/settings/changes'
    case 'balance_low':
      return `/partners/${partner?.key}/balance`
    default:
      return `/invoices/${data.invoice}`
  }
}

const numberText = (locale: Locale, n: number) => new Intl.NumberFormat(locale).format(n)

const percentText = (locale: Locale, share: number) =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share)

/** As many decimals as were written: they are those of the currency. */
function moneyText(locale: Locale, decimal: string, currency: string): string {
  const digits = decimal.split('.')[1]?.length ?? 0
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency, ...options }).format(
      Number(decimal)
    )
  } catch {
    return `${decimal} ${currency}`
  }
}

/** As on the pages: English dates are day first, hours count to 24 unless somebody chose otherwise. */
export const timeText = (
  { locale, zone, hours }: Pick<Manner, 'locale' | 'zone' | 'hours'>,
  at: string | number
): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    ...({ day: 'numeric', month: 'short', minute: '2-digit' } as const),
    ...{
      hour: hours === '12h' ? 'numeric' : '2-digit',
      timeZone: zone,
      ...(hours && { hourCycle: hours === '12h' ? 'h12' : 'h23' }),
    },
  }).format(new Date(at))
