import { Zip, ZipDeflate } from 'fflate'
import { STYLE, type XlsxCell, rowXml } from '#shared/xlsx/cell'
import { SHEET_END, sheetBegin, sheetPath, workbookParts } from '#shared/xlsx/parts'

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** A sheet has no more rows, its head among them. */
const MOST_ROWS = 1_048_576

/**
 * A workbook, written while its rows are read: no more than one batch is in memory. What does not fit on one sheet goes on
 * the next, under the same head.
 */
export async function* xlsxFile(
  name: string,
  head: readonly string[],
  batches: AsyncIterable<readonly (readonly XlsxCell[])[]>,
  mostRows = MOST_ROWS
): AsyncGenerator<Uint8Array> {
  let chunks: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    chunks.push(chunk)
  })
  const entry = (path: string) => {
    const made = new ZipDeflate(path, { level: 3 })
    zip.add(made)
    return made
  }
  const begin = (number: number) => {
    const sheet = entry(sheetPath(number))
    sheet.push(utf8(sheetBegin(head.length) + rowXml(head, STYLE.head)))
    return sheet
  }
  let sheets = 1
  let sheet = begin(sheets)
  let rows = 1
  for await (const batch of batches) {
    let xml = ''
    for (const cells of batch) {
      if (rows === mostRows) {
        sheet.push(utf8(xml + SHEET_END), true)
        sheet = begin(++sheets)
        rows = 1
        xml = ''
      }
      xml += rowXml(cells)
      rows++
    }
    sheet.push(utf8(xml))
    yield* chunks
    chunks = []
  }
  sheet.push(utf8(SHEET_END), true)
  for (const [path, xml] of workbookParts(sheets, name)) entry(path).push(utf8(xml), true)
  zip.end()
  yield* chunks
}

const encoder = new TextEncoder()
const utf8 = (text: string) => encoder.encode(text)
