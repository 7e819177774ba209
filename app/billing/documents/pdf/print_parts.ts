import type { LaidDocument } from '#billing/documents/page/document_html'
import type { DocumentPart, Rows } from '#billing/documents/page/document_part'
import type { PrintingPage } from '#billing/documents/pdf/printing_page'

/** Chromium keeps about 0.3 MiB for each row until all of a print is laid out: more rows than these are printed in parts. */
export const MOST_ROWS = 300

/** Heights in px (96 to an inch) between the margins of the sheet: 255 mm on the first page, 245 mm on the others. */
const FIRST = (255 / 25.4) * 96
const OTHER = (245 / 25.4) * 96
/** What a page keeps free, px: a rounding first, then a line that was broken where it was not when it was measured. */
const SPARE = [2, 20]
/** Of the lines that stay with the sums, and one that leads to them. */
const LEAST_LAST = 3

export const isLong = ({ lines, items }: LaidDocument) => lines + items > MOST_ROWS

/**
 * Prints a long document part by part, so that no part needs more memory than a short document. Rows are measured first and
 * given to pages: each page of rows is a table that begins one, and what follows knows on which page it stands. A part that
 * came out with other pages than were planned is planned anew with more room; in the end the document is printed at once.
 */
export async function printParts(page: PrintingPage, laid: LaidDocument): Promise<Uint8Array[]> {
  for (const spare of SPARE) {
    const prints = await printPlanned(page, laid, await planParts(page, laid, spare))
    if (prints) return prints
  }
  return [await page.print(await laid.render())]
}

interface PlannedPart {
  part: DocumentPart
  pages: number
}

/** Null where a part has not the pages it was planned with. */
async function printPlanned(
  page: PrintingPage,
  laid: LaidDocument,
  plan: readonly PlannedPart[]
): Promise<Uint8Array[] | null> {
  const total = plan.reduce((sum, { pages }) => sum + pages, 0)
  const prints: Uint8Array[] = []
  let before = 0
  for (const { part, pages } of plan) {
    const print = await page.print(await laid.render({ ...part, pages: { before, total } }))
    if (pagesOf(print) !== pages) return null
    prints.push(print)
    before += pages
  }
  return prints
}

async function planParts(
  page: PrintingPage,
  laid: LaidDocument,
  spare: number
): Promise<PlannedPart[]> {
  const none = { head: false, lines: [], closing: false, annex: [], pages: null }
  /** A part whose pages nobody can tell but the browser. */
  const counted = async (part: DocumentPart) => ({
    part,
    pages: pagesOf(await page.print(await laid.render(part), { tagged: false })),
  })
  const front: PlannedPart[] = []
  const { ranges, headAlone } =
    laid.lines > MOST_ROWS
      ? await pagesOfLines(page, laid, spare)
      : { ranges: [], headAlone: false }
  // The last page of lines is laid out by the browser, which keeps the sums with their lines.
  const last = ranges.at(-1)
  if (last && laid.lines - last[0] < LEAST_LAST) ranges.pop()
  const from = ranges.pop()?.[0] ?? 0
  if (headAlone) front.push(await counted({ ...none, head: true }))
  for (const group of groups(ranges)) {
    const head = group[0]![0] === 0 && !headAlone
    front.push({ part: { ...none, head, lines: group }, pages: group.length })
  }
  const sums: DocumentPart = { ...none, lines: [[from, laid.lines]], closing: true }
  front.push(await counted({ ...sums, head: from === 0 && !headAlone }))
  const annex = groups(await pagesOfAnnex(page, laid, spare))
  return [
    ...front,
    ...annex.map((group) => ({ part: { ...none, annex: group }, pages: group.length })),
  ]
}

async function pagesOfLines(page: PrintingPage, laid: LaidDocument, spare: number) {
  const { before, head, rows } = await measureRows(page, laid, laid.lines, (range) => ({
    ...{ head: range[0] === 0, lines: [range], closing: false, annex: [], pages: null },
  }))
  const room = FIRST - before - head - spare
  // A letter so long that no lines have place below it stands on pages of its own.
  const headAlone = room < rows[0]! * LEAST_LAST
  const other = OTHER - head - spare
  return { ranges: fill(rows, headAlone ? other : room, other), headAlone }
}

async function pagesOfAnnex(page: PrintingPage, laid: LaidDocument, spare: number) {
  if (!laid.items) return []
  const { before, head, rows } = await measureRows(page, laid, laid.items, (range) => ({
    ...{ head: false, lines: [], closing: false, annex: [range], pages: null },
  }))
  return fill(rows, OTHER - before - head - spare, OTHER - head - spare)
}

/** Heights of rows, some at a time; of what stands above the first of them, and of the head of their table. */
async function measureRows(
  page: PrintingPage,
  laid: LaidDocument,
  count: number,
  partOf: (range: Rows) => DocumentPart
) {
  const rows: number[] = []
  let [before, head] = [0, 0]
  for (let from = 0; from < count; from += MOST_ROWS) {
    const part = partOf([from, Math.min(from + MOST_ROWS, count)])
    const measured = await page.measure(await laid.render(part))
    if (from === 0) ({ before, head } = measured)
    rows.push(...measured.rows)
  }
  return { before, head, rows }
}

/** Rows for each page, none of them higher than its room unless one row is. */
export function fill(heights: readonly number[], first: number, other: number): Rows[] {
  const ranges: Rows[] = []
  let [from, used] = [0, 0]
  heights.forEach((height, i) => {
    const room = ranges.length ? other : first
    if (i > from && used + height > room) {
      ranges.push([from, i])
      from = i
      used = 0
    }
    used += height
  })
  if (heights.length) ranges.push([from, heights.length])
  return ranges
}

/** Pages that are printed together. */
function groups(ranges: readonly Rows[]): Rows[][] {
  const made: Rows[][] = []
  for (const range of ranges) {
    const group = made.at(-1)
    if (group && range[1] - group[0]![0] <= MOST_ROWS) group.push(range)
    else made.push([range])
  }
  return made
}

/** Pages of a print: the largest count is that of the tree's root. */
export function pagesOf(print: Uint8Array): number {
  const text = Buffer.from(print.buffer, print.byteOffset, print.byteLength).toString('latin1')
  const counts = [...text.matchAll(/\/Type \/Pages\s+\/Count (\d+)/g)].map(([, count]) =>
    Number(count)
  )
  return Math.max(0, ...counts)
}
