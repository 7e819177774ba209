import { AT, COLUMNS, TEXT_COLUMNS } from '#billing/exports/datev_columns'

/** One booking: a gross amount of one tax group of a document. Days are YYYY-MM-DD, amounts decimal strings above zero. */
export interface DatevBooking {
  amount: string
  /** S: debit of `account`, H: credit. */
  side: 'S' | 'H'
  currency: string
  /** Of the partner (debtor) or supplier (creditor). */
  account: string
  /** Of revenue or expense. */
  contra: string
  /** BU-Schlüssel, four digits; '' on accounts that know their tax themselves. */
  key: string
  day: string
  number: string
  /** Of the document it corrects. */
  reference: string
  text: string
  /** Of the other side under reverse charge: the bookkeeping reports it. */
  vatId: string
  supplied: string
  due: string | null
}

export interface DatevBatch {
  consultant: number
  client: number
  /** YYYY-MM-DD */
  yearBegin: string
  accountLength: number
  from: string
  to: string
  title: string
  currency: string
  /** 03 or 04: chart of accounts. */
  chart: string
  /** When it was made, ms, read in UTC. */
  at: number
}

/** A posting batch in the DATEV format, header version 700, category 21, as text; lines end with CR LF. */
export function writeDatev(batch: DatevBatch, bookings: readonly DatevBooking[]): string {
  const lines = [header(batch), COLUMNS.join(';'), ...bookings.map(row)]
  return lines.map((line) => `${line}\r\n`).join('')
}

const compact = (day: string) => day.replaceAll('-', '')
/** DDMMYYYY */
const dayFirst = (day: string) => `${day.slice(8, 10)}${day.slice(5, 7)}${day.slice(0, 4)}`
/** Control characters are not allowed in a text. */
const text = (value: string) =>
  `"${value
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .replaceAll('"', '""')}"`

function header(batch: DatevBatch): string {
  const made = new Date(batch.at).toISOString().replaceAll(/\D/g, '').slice(0, 17)
  return [
    ...['"EXTF"', '700', '21', '"Buchungsstapel"', '13', made, '', '"RE"', '""', '""'],
    ...[batch.consultant, batch.client, compact(batch.yearBegin), batch.accountLength],
    ...[compact(batch.from), compact(batch.to), text(batch.title.slice(0, 30)), '""'],
    // Financial accounting, for all purposes, not locked yet.
    ...['1', '0', '0', text(batch.currency), '', '""', '', '', text(batch.chart)],
    ...['', '', '""', '""'],
  ].join(';')
}

function row(booking: DatevBooking): string {
  const values: string[] = COLUMNS.map((_, i) => (TEXT_COLUMNS.has(i + 1) ? '""' : ''))
  const put = (column: number, value: string) => (values[column - 1] = value)
  put(AT.amount, booking.amount.replace('.', ','))
  put(AT.side, text(booking.side))
  put(AT.currency, text(booking.currency))
  put(AT.account, booking.account)
  put(AT.contra, booking.contra)
  put(AT.key, text(booking.key))
  put(AT.date, dayFirst(booking.day).slice(0, 4))
  put(AT.number, text(documentField(booking.number)))
  put(AT.reference, text(documentField(booking.reference).slice(0, 12)))
  put(AT.text, text(booking.text.slice(0, 60)))
  put(AT.vatId, text(booking.vatId.slice(0, 15)))
  put(AT.locked, '0')
  put(AT.supplied, dayFirst(booking.supplied))
  put(AT.taxPeriod, dayFirst(booking.supplied))
  if (booking.due) put(AT.due, dayFirst(booking.due))
  return values.join(';')
}

/** Belegfeld 1 and 2 take letters, digits and a few signs. */
const documentField = (value: string) => value.replaceAll(/[^\w$&%*+\-/]/g, '').slice(0, 36)
