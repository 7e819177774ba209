/** A cell of a spreadsheet. Text is text whatever it begins with: nothing in such a file is ever calculated. */
export type XlsxCell =
  | string
  | number
  | boolean
  /** An amount as a decimal string, kept as a number. */
  | { decimal: string }
  /** A day, or a moment as a clock on the wall showed it: ms of that reading, as if it were UTC. */
  | { wall: number; time: boolean }
  | null
  | undefined

const DECIMAL = /^-?\d{1,15}(\.\d{1,10})?$/
/** Days between the first day of spreadsheets and that of Unix. */
const EPOCH_DAYS = 25_569
const DAY_MS = 86_400_000
/** A cell holds no more (Excel's limits). */
const MOST_CHARS = 32_767
// Styles of `parts.ts`, by place.
export const STYLE = { head: 1, date: 2, datetime: 3 } as const

/** One row as XML of a worksheet; `style` holds for its text. */
export const rowXml = (cells: readonly XlsxCell[], style = 0): string =>
  `<row>${cells.map((cell) => cellXml(cell, style)).join('')}</row>`

function cellXml(cell: XlsxCell, style: number): string {
  if (cell === null || cell === undefined || cell === '') return '<c/>'
  if (typeof cell === 'boolean') return `<c t="b"><v>${cell ? 1 : 0}</v></c>`
  if (typeof cell === 'number')
    return Number.isFinite(cell) ? `<c><v>${cell}</v></c>` : textXml(String(cell), style)
  if (typeof cell === 'string') return textXml(cell, style)
  if ('decimal' in cell)
    return DECIMAL.test(cell.decimal)
      ? `<c><v>${cell.decimal}</v></c>`
      : textXml(cell.decimal, style)
  const serial = cell.wall / DAY_MS + EPOCH_DAYS
  // Spreadsheets know no day before 1900, and count the first weeks of it wrong.
  if (!(serial >= 61 && serial < 2_958_466)) return textXml(isoOf(cell), style)
  return `<c s="${cell.time ? STYLE.datetime : STYLE.date}"><v>${serial}</v></c>`
}

const isoOf = ({ wall, time }: { wall: number; time: boolean }) => {
  const moment = new Date(wall)
  if (Number.isNaN(moment.getTime())) return ''
  return moment.toISOString().slice(0, time ? 19 : 10)
}

const textXml = (text: string, style: number) =>
  `<c t="inlineStr"${style ? ` s="${style}"` : ''}><is><t xml:space="preserve">${escapeXml(cut(text))}</t></is></c>`

/** Never between the halves of one character. */
const cut = (text: string) =>
  text.length <= MOST_CHARS ? text : text.slice(0, MOST_CHARS).replace(/[\ud800-\udbff]$/, '')

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text of XML 1.0: what may not stand there at all is left out, `_x0041_` stays those seven signs. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r\u007f-\u009f]|[\ufffe\uffff]/gu, '')
    .replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign])
    .replaceAll('\r', '&#13;')
