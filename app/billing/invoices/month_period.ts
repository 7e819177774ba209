import type { BillingPeriod } from '#billing/invoices/types'

/** First and last date of a month written as `2026-10`; null for anything else. */
export function monthPeriod(text: string): BillingPeriod | null {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text)
  if (!match) return null
  const last = new Date(Date.UTC(Number(match[1]), Number(match[2]), 0)).getUTCDate()
  return { from: `${text}-01`, to: `${text}-${last}` }
}

/** The month before that of a date. */
export function lastMonth(today: string): BillingPeriod {
  const [year, month] = today.split('-').map(Number)
  const before = new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7)
  return monthPeriod(before)!
}
