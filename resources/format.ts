/*
 * Money, numbers and times as a person reads them: in their language, in the account's zone.
 */
import { ref } from 'vue'
import { usePage } from '@inertiajs/vue3'
import { useI18n } from 'vue-i18n'
import type { Money, SharedProps } from './types'

type Dates = Intl.DateTimeFormatOptions

// Making a formatter costs more than a thousand uses of it.
const formatters = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()
function kept<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T {
  const found = formatters.get(key) as T | undefined
  if (found) return found
  const made = make()
  formatters.set(key, made)
  return made
}

/** English dates are day first and hours count to 24 unless somebody chose otherwise. */
const dateLocale = (locale: string) => (locale === 'en' ? 'en-GB' : locale)

/** One clock for every "3 min ago" on the page. */
const now = ref(Date.now())
setInterval(() => document.hidden || (now.value = Date.now()), 10_000)
document.addEventListener('visibilitychange', () => (now.value = Date.now()))

export const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value

const said = (parts: unknown[]) => parts.filter((part) => part !== null && part !== '')

/** Of an address what is written without a comma between: street and number, postal code and city. */
function together(of: object): object {
  const { street, number, postal_code: code, city, ...rest } = of as Record<string, unknown>
  const pair = (...parts: unknown[]) => said(parts.map((part) => part ?? '')).join(' ')
  return street || code || city
    ? { street: pair(street, number), city: pair(code, city), ...rest }
    : of
}

export function useFormat() {
  const { locale, t } = useI18n({ useScope: 'global' })
  const page = usePage<SharedProps>()

  const zone = () => page.props.account?.timeZone ?? 'UTC'
  const clock = (): Dates => {
    const chosen = page.props.user?.timeFormat
    return chosen ? { hour12: chosen === '12h' } : {}
  }

  const numbers = (options: Intl.NumberFormatOptions) =>
    kept(
      `${locale.value}${JSON.stringify(options)}`,
      () => new Intl.NumberFormat(locale.value, options)
    )
  const dates = (options: Dates) =>
    kept(
      `${locale.value}${JSON.stringify(options)}`,
      () => new Intl.DateTimeFormat(dateLocale(locale.value), options)
    )

  /** Exactly the decimals the amount has: they are those of its currency. */
  function money({ amount, currency }: Money): string {
    const decimals = amount.split('.')[1]?.length ?? 0
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
    try {
      return numbers({ style: 'currency', currency, ...digits }).format(Number(amount))
    } catch {
      return `${amount} ${currency}`
    }
  }

  const number = (n: number, options: Intl.NumberFormatOptions = {}) => numbers(options).format(n)

  /** Of a share: 0.254 is "25.4%", in German "25,4 %". */
  const percent = (share: number) =>
    numbers({ style: 'percent', maximumFractionDigits: 1 }).format(share)

  /** Of a rate as it is set: "25.5" is "25.5%". */
  const rate = (of: string | number) =>
    numbers({ style: 'percent', maximumFractionDigits: 3 }).format(Number(of) / 100)

  /** "3 min ago": short and coarse; the exact time belongs beside it on hover. */
  function ago(iso: string): string {
    const seconds = Math.round((now.value - Date.parse(iso)) / 1000)
    if (seconds < -60) return exact(iso)
    if (seconds < 5) return t('common.ago.now')
    if (seconds < 60) return t('common.ago.seconds', { n: seconds })
    if (seconds < 3600) return t('common.ago.minutes', { n: Math.floor(seconds / 60) })
    if (seconds < 86_400) return t('common.ago.hours', { n: Math.floor(seconds / 3600) })
    const days = Math.floor(seconds / 86_400)
    return days > 60 ? day(iso) : t('common.ago.days', { n: number(days) }, days)
  }

  /** "23 Jan 2026, 14:02:11", in the account's zone. */
  const exact = (iso: string) =>
    dates({ dateStyle: 'medium', timeStyle: 'medium', timeZone: zone(), ...clock() }).format(
      new Date(iso)
    )

  /** "23 Jan 2026, 14:02", in the account's zone: where nobody asks for the second. */
  const moment = (iso: string) =>
    dates({ dateStyle: 'medium', timeStyle: 'short', timeZone: zone(), ...clock() }).format(
      new Date(iso)
    )

  /** "14:02" of a moment, in the account's zone. */
  const time = (iso: string) =>
    dates({ timeStyle: 'short', timeZone: zone(), ...clock() }).format(new Date(iso))

  /** "23 Jan 2026" of a date, or of a moment in the account's zone. */
  const day = (iso: string, dateStyle: Dates['dateStyle'] = 'medium') =>
    iso.length === 10
      ? dates({ dateStyle, timeZone: 'UTC' }).format(new Date(`${iso}T12:00:00Z`))
      : dates({ dateStyle, timeZone: zone() }).format(new Date(iso))

  /** "1 – 26 Nov 2026" of two dates, both included: what they share is said once. */
  const days = (from: string, to: string) =>
    (dates({ dateStyle: 'medium', timeZone: 'UTC' }) as Intl.DateTimeFormat).formatRange(
      new Date(`${from}T12:00:00Z`),
      new Date(`${to}T12:00:00Z`)
    )

  function duration(ms: number): string {
    if (ms < 1000) return `${number(Math.round(ms))} ms`
    if (ms < 60_000) return `${number(ms / 1000, { maximumFractionDigits: 1 })} s`
    if (ms < 3_600_000) return `${number(Math.round(ms / 60_000))} min`
    return `${number(ms / 3_600_000, { maximumFractionDigits: 1 })} h`
  }

  /** "40 min", "13 h", "3 days" since a moment: how long something has stood. */
  function stood(iso: string): string {
    const minutes = Math.max(0, (now.value - Date.parse(iso)) / 60_000)
    if (minutes < 1) return t('common.ago.now')
    if (minutes < 60) return t('common.stood.minutes', { n: Math.floor(minutes) })
    if (minutes < 24 * 60) return t('common.stood.hours', { n: Math.floor(minutes / 60) })
    const whole = Math.floor(minutes / 1440)
    return t('common.stood.days', { n: number(whole) }, whole)
  }

  /** "40 min", "13 h" until a moment; a date where it is days. */
  function until(iso: string): string {
    const minutes = Math.max(0, (Date.parse(iso) - now.value) / 60_000)
    if (minutes < 60) return t('common.until.minutes', { n: number(Math.ceil(minutes)) })
    if (minutes < 48 * 60) return t('common.until.hours', { n: number(Math.floor(minutes / 60)) })
    return t('common.until.day', { day: day(iso) })
  }

  /** "1 lead", "1,200 leads" from a text with a singular and a plural. */
  const count = (n: number, key: string) => t(key, { n: number(n) }, n)

  /** Any value of a lead as one short line. */
  function value(of: unknown): string {
    if (of === null || of === undefined || of === '') return t('common.empty')
    if (typeof of === 'boolean') return t(of ? 'common.yes' : 'common.no')
    if (Array.isArray(of)) return of.map(value).join(', ')
    if (isMoney(of)) return money(of)
    if (typeof of === 'object')
      return said(Object.values(together(of)))
        .map(value)
        .join(', ')
    return String(of)
  }

  return {
    ...{ money, number, percent, rate, ago, stood, until, exact, moment, time, day, days },
    ...{ duration, count, value, zone },
  }
}
