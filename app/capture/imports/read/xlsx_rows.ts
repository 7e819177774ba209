import { PackedTexts } from '#capture/imports/read/packed_texts'
import { UnreadableFileError } from '#capture/imports/read/unreadable_file'
import { columnOf, dateKind, dateOfSerial, numberText } from '#capture/imports/read/xlsx_values'
import { XmlScanner, type XmlListener } from '#capture/imports/read/xml_scanner'
import { type ZipEntry, listZip, readEntry } from '#capture/imports/read/zip_file'

/** One row of a sheet that has something in it: its number there, and its cells as texts. */
export interface SheetRow {
  line: number
  cells: string[]
}

export const MAX_COLUMNS = 1_000
const nothing = () => {}

interface Workbook {
  path: string
  sheet: ZipEntry
  texts: PackedTexts
  kinds: ReturnType<typeof dateKind>[]
  from1904: boolean
}

/**
 * The rows of the first sheet that is shown, read as the file is unpacked: memory holds its list of texts, packed and
 * within limits, and no more.
 */
export async function* xlsxRows(path: string): AsyncGenerator<SheetRow> {
  const book = await openWorkbook(path)
  const rows: SheetRow[] = []
  const scanner = new XmlScanner(rowListener(book, (row) => rows.push(row)))
  for await (const text of textOf(path, book.sheet)) {
    scanner.write(text)
    yield* rows.splice(0)
  }
  yield* rows
}

async function openWorkbook(path: string): Promise<Workbook> {
  const parts = await listZip(path)
  const find = (name: string) => parts.get(name) ?? null
  const main = find('xl/workbook.xml')
  if (!main) throw new UnreadableFileError('broken', 'The file is an archive, and no XLSX file')
  let from1904 = false
  const shown: string[] = []
  await scan(path, main, {
    open(name, attribute) {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attribute('date1904') ?? '')
      if (name !== 'sheet') return
      const id = attribute('r:id') ?? attribute('relationships:id') ?? attribute('d3p1:id')
      if (id && (attribute('state') ?? 'visible') === 'visible') shown.push(id)
    },
  })
  const targets = new Map<string, string>()
  await scan(path, find('xl/_rels/workbook.xml.rels'), {
    open(name, attribute) {
      if (name === 'Relationship') targets.set(attribute('Id') ?? '', attribute('Target') ?? '')
    },
  })
  const sheet = find(partName(targets.get(shown[0]) ?? '')) ?? find('xl/worksheets/sheet1.xml')
  if (!sheet) throw new UnreadableFileError('broken', 'The file has no sheet')
  const texts = new PackedTexts()
  await scan(path, find('xl/sharedStrings.xml'), sharedTexts(texts))
  return { path, sheet, texts, kinds: await readKinds(path, find('xl/styles.xml')), from1904 }
}

const partName = (target: string) =>
  target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`

async function scan(path: string, part: ZipEntry | null, listener: Partial<XmlListener>) {
  if (!part) return
  const scanner = new XmlScanner({ open: nothing, text: nothing, close: nothing, ...listener })
  for await (const text of textOf(path, part)) scanner.write(text)
}

async function* textOf(path: string, part: ZipEntry): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of readEntry(path, part)) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

/** Runs of one text belong together; how it is pronounced does not belong to it. */
function sharedTexts(texts: PackedTexts): XmlListener {
  let parts: string[] = []
  let inText = false
  let aside = false
  return {
    open(name) {
      if (name === 'si') parts = []
      else if (name === 'rPh') aside = true
      else if (name === 't') inText = !aside
    },
    text(text) {
      if (inText) parts.push(text)
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'rPh') aside = false
      else if (name === 'si') texts.add(parts.join(''))
    },
  }
}

/** For each style of cells, whether it shows a number as a date. */
async function readKinds(path: string, part: ZipEntry | null) {
  const codes = new Map<number, string>()
  const kinds: ReturnType<typeof dateKind>[] = []
  let inCells = false
  await scan(path, part, {
    open(name, attribute) {
      const id = Number(attribute('numFmtId') ?? 0)
      if (name === 'numFmt') codes.set(id, attribute('formatCode') ?? '')
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) kinds.push(dateKind(id, codes.get(id) ?? null))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return kinds
}

function rowListener(book: Workbook, onRow: (row: SheetRow) => void): XmlListener {
  let cells: string[] = []
  let line = 0
  let column = -1
  let [type, style] = ['n', 0]
  let parts: string[] = []
  let reading = false
  const take = () => {
    const text = parts.join('')
    if (column < 0 || column >= MAX_COLUMNS || text === '') return
    while (cells.length < column) cells.push('')
    cells[column] = valueOf(book, type, style, text)
  }
  return {
    open(name, attribute) {
      if (name === 'row') {
        line = Number(attribute('r') ?? line + 1)
        cells = []
        column = -1
      } else if (name === 'c') {
        const reference = attribute('r')
        column = reference === null ? column + 1 : columnOf(reference)
        type = attribute('t') ?? 'n'
        style = Number(attribute('s') ?? 0)
        parts = []
      } else if (name === 'v' || name === 't') reading = true
    },
    text(text) {
      if (reading) parts.push(text)
    },
    close(name) {
      if (name === 'v' || name === 't') reading = false
      else if (name === 'c') take()
      else if (name === 'row' && cells.some((cell) => cell.trim() !== '')) onRow({ line, cells })
    },
  }
}

function valueOf(book: Workbook, type: string, style: number, text: string): string {
  if (type === 's') return book.texts.get(Number(text))
  if (type === 'b') return text === '1' ? 'true' : 'false'
  // What a formula failed with is no value.
  if (type === 'e') return ''
  if (type !== 'n') return text
  const kind = book.kinds[style] ?? null
  return kind === null ? numberText(text) : dateOfSerial(Number(text), kind, book.from1904)
}
