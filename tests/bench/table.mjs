/** Prints rows as an aligned Markdown table: it reads in a terminal and pastes into a document. */
export function table(columns, rows) {
  const text = [columns, ...rows].map((row) => row.map((cell) => String(cell ?? '')))
  const widths = columns.map((_, i) => Math.max(...text.map((row) => row[i].length)))
  const isNumber = columns.map((_, i) => text.slice(1).every((row) => /^[\d<>≥≤~.,\s%×k/–-]*$/.test(row[i])))
  const line = (row) =>
    `| ${row.map((cell, i) => (isNumber[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join(' | ')} |`
  const rule = `|${widths.map((width, i) => `${'-'.repeat(width + 1)}${isNumber[i] ? ':' : '-'}`).join('|')}|`
  process.stdout.write(`${[line(text[0]), rule, ...text.slice(1).map(line)].join('\n')}\n\n`)
}

export const heading = (text) => process.stdout.write(`\n## ${text}\n\n`)
export const note = (text) => process.stdout.write(`${text}\n\n`)
export const number = (value, digits = 0) =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
