/*
 * Amounts, numbers and dates as the recipient writes them: the language of the document with the habits of the
 * recipient's country. Decimal strings are never made floating-point numbers: Intl takes them as they are.
 */
type Decimal = Intl.StringNumericLiteral

export interface Values {
  /** "1.234,50" in the currency's decimals, without its sign. */
  amount(decimal: string): string
  /** With the sign of the currency. */
  money(decimal: string): string
  /** A quantity or a percentage, decimals as they are. */
  number(decimal: string): string
  /** "31.10.2026" of YYYY-MM-DD. */
  date(day: string): string
  country(code: string): string
}

/** No such country for Intl: how the VAT world calls a part of one. */
const COUNTRIES: Record<string, string> = { XI: 'GB', EL: 'GR' }

const known = new Map<string, Values>()
const MOST_KNOWN = 200

/** Making the formats of Intl costs more than using them: those of the last countries and currencies are kept. */
export function valuesFor(language: string, country: string, currency: string): Values {
  const key = `${language} ${country} ${currency}`
  const found = known.get(key) ?? makeValues(language, country, currency)
  if (!known.has(key)) {
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(key, found)
  }
  return found
}

function makeValues(language: string, country: string, currency: string): Values {
  const locale = localeOf(language, country)
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' })
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 6, useGrouping: true })
  const withDecimals = new Map<string, Intl.NumberFormat>()
  /** As many decimals as were written: ISO 4217's, where Intl has its own opinion. */
  const format = (decimal: string, sign: boolean) => {
    const digits = (decimal.split('.')[1] ?? '').length
    const key = `${digits}${sign}`
    const before = withDecimals.get(key)
    const made =
      before ??
      new Intl.NumberFormat(locale, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        ...(sign ? { style: 'currency', currency } : {}),
      })
    if (!before) withDecimals.set(key, made)
    return made.format(decimal as Decimal)
  }
  return {
    amount: (decimal) => format(decimal, false),
    money: (decimal) => format(decimal, true),
    number: (decimal) => numbers.format(decimal as Decimal),
    date: (day) => dates.format(new Date(`${day}T00:00:00Z`)),
    country: (code) => names.of(COUNTRIES[code] ?? code) ?? code,
  }
}

function localeOf(language: string, country: string): string {
  const region = COUNTRIES[country] ?? country
  try {
    const locale = Intl.getCanonicalLocales(`${language}-${region}`)[0]!
    if (hasOneNotation(locale)) return locale
    return language === 'en' ? 'en-GB' : language
  } catch {
    return language
  }
}

/** Intl writes English in Germany as 5.880,50 but €5,880.50: two notations on one document could be misread. */
function hasOneNotation(locale: string): boolean {
  const signs = (options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: 2, ...options })
      .formatToParts(58_880.5)
      .filter(({ type }) => type === 'decimal' || type === 'group')
      .map(({ value }) => value)
      .join('')
  return signs({}) === signs({ style: 'currency', currency: 'EUR' })
}
