/** Signs that make a spreadsheet read a cell as a formula, also in their full-width forms and behind a line's end. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]|[\r\n][=+\-@＝＋－＠]/

/**
 * A value as one cell of a CSV file that a spreadsheet may open: always quoted, and never a formula. What looks like one
 * gets an apostrophe in front (OWASP, CSV injection).
 */
export function csvCell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""')}"`
}

export const csvLine = (values: readonly string[]): string => `${values.map(csvCell).join(',')}\r\n`
