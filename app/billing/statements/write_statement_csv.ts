import { csvAmount, csvLine } from '#shared/csv_line'
import type { Statement } from '#billing/statements/read_statement'

const COLUMNS = ['date', 'entry', 'number', 'reference', 'amount', 'balance', 'currency']

/** Statements as one CSV file: opening balance, lines, closing balance. */
export function* writeStatementCsv(statements: readonly Statement[]) {
  // Spreadsheets take a file for UTF-8 when it says so.
  yield `\uFEFF${csvLine(COLUMNS)}`
  for (const { from, to, currency, opening, closing, lines } of statements) {
    yield csvLine([from, 'opening', '', '', '', csvAmount(opening), currency])
    for (const { day, kind, number, reference, amount, balance } of lines)
      yield csvLine([day, kind, number, reference, csvAmount(amount), csvAmount(balance), currency])
    yield csvLine([to, 'closing', '', '', '', csvAmount(closing), currency])
  }
}
