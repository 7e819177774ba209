const FORMULA = /^\s*[=+\-@＝＋－＠\t\r]/
const DECIMAL = /^-?\d+(\.\d+)?$/

/** A decimal string that stays a number, below zero too: an amount of ours, never what somebody sent. */
export interface CsvNumber {
  decimal: string
}
type CsvField = string | number | boolean | CsvNumber | null | undefined

/**
 * One line of a CSV file (RFC 4180), every field quoted. Spreadsheets calculate what looks like a formula, and who sent
 * a lead chose its values: such a field begins with an apostrophe. Numbers stay numbers.
 */
export const csvLine = (fields: readonly CsvField[]): string =>
  `${fields.map(quoted).join(',')}\r\n`

function quoted(field: CsvField): string {
  if (field === null || field === undefined) return '""'
  if (typeof field === 'object' && DECIMAL.test(field.decimal)) return `"${field.decimal}"`
  if (typeof field === 'object') return quoted(field.decimal)
  if (typeof field !== 'string') return `"${field}"`
  const safe = FORMULA.test(field) ? `'${field}` : field
  return `"${safe.replaceAll('"', '""')}"`
}

/** An amount (decimal string) as a field: a negative one is a number, since as text its sign would be taken for a formula. */
export const csvAmount = (amount: string): string | number =>
  amount.startsWith('-') ? Number(amount) : amount
