/** An object of a PDF: its body between `obj` and `endobj`, as bytes. */
export interface PdfObject {
  number: number
  body: Buffer
  stream: boolean
}

export interface PdfObjects {
  objects: PdfObject[]
  /** Number of the first object that does not exist. */
  size: number
  /** Numbers of the catalogue and of the document's information. */
  root: number
  info: number
}

const ENTRY = 20

/**
 * The objects of a PDF as the browser writes them: one plain cross-reference table, no encryption, generation 0 throughout
 * (ISO 32000-1, 7.5). Anything else is refused.
 */
export function readPdfObjects(pdf: Buffer): PdfObjects {
  const start = Number(
    /startxref\s+(\d+)\s+%%EOF\s*$/.exec(pdf.toString('latin1', pdf.length - 64))?.[1]
  )
  const head = /^xref\s+0 (\d+)\s*\n/.exec(pdf.toString('latin1', start, start + 40))
  if (!head) throw new Error('E_PDF: the print has no cross-reference table')
  const size = Number(head[1])
  const table = start + head[0].length
  const offsets: [number: number, offset: number][] = []
  for (let number = 1; number < size; number++) {
    const entry = pdf.toString('latin1', table + ENTRY * number, table + ENTRY * (number + 1))
    if (entry[17] === 'n') offsets.push([number, Number(entry.slice(0, 10))])
  }
  const trailer = pdf.toString('latin1', table + ENTRY * size)
  const named = (name: string) => Number(new RegExp(`/${name} (\\d+) 0 R`).exec(trailer)?.[1])
  offsets.sort((a, b) => a[1] - b[1])
  const objects = offsets.map(([number, offset], i) =>
    objectAt(pdf, number, offset, offsets[i + 1]?.[1] ?? start)
  )
  return { objects, size, root: named('Root'), info: named('Info') }
}

function objectAt(pdf: Buffer, number: number, from: number, until: number): PdfObject {
  const head = `${number} 0 obj`
  if (pdf.toString('latin1', from, from + head.length) !== head)
    throw new Error(`E_PDF: object ${number} is not where the print says`)
  const end = pdf.lastIndexOf('endobj', until)
  const body = pdf.subarray(from + head.length + 1, end)
  return { number, body, stream: body.subarray(-16).includes('endstream') }
}

/** A dictionary with further entries at its end. */
export const withEntries = (dictionary: Buffer, entries: string): Buffer => {
  const end = dictionary.lastIndexOf('>>')
  return Buffer.concat([dictionary.subarray(0, end), Buffer.from(`\n${entries}>>\n`, 'latin1')])
}

/** A text string of a PDF (UTF-16 with its mark, in hexadecimal). */
export function pdfText(text: string): string {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
  return `<${bytes.toString('hex')}>`
}
