import type { Lock, Locked } from '#store/types'

const PREFIX = {
  invoice: 'INV',
  credit_note: 'CN',
  self_billing: 'SB',
  self_billing_credit_note: 'SBC',
}
export type DocumentKind = keyof typeof PREFIX

/** A series per account, kind and year of the issue date: INV-2026. `prefix` makes it one of its own. */
export const seriesOf = (kind: DocumentKind, day: string, prefix: string = PREFIX[kind]) =>
  `${prefix}-${day.slice(0, 4)}`

const rowId = (accountId: string, series: string) => `${accountId}:${series}`

/** Holds a series, so that numbers are given out one after the other, and only with the document they stand on. */
export const seriesLock = (accountId: string, series: string): Lock => ({
  table: 'number_series',
  value: rowId(accountId, series),
  seed: {
    id: rowId(accountId, series),
    account_id: accountId,
    series,
    last: 0,
    last_day: '',
  },
})

/**
 * The next number of a held series, and the date it goes with: never before that of the number it follows, even where
 * two processes take theirs around midnight.
 */
export function takeNumber(
  locked: Locked,
  accountId: string,
  series: string,
  today: string
): { number: string; issueDay: string } {
  const id = rowId(accountId, series)
  const row = locked.get('number_series', id)!
  const last = Number(row.last) + 1
  const before = row.last_day as string
  const issueDay = before > today ? before : today
  locked.put('number_series', id, { last, last_day: issueDay })
  return { number: `${series}-${String(last).padStart(4, '0')}`, issueDay }
}
