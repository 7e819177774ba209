import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { PdfObject, PdfObjects } from '#billing/documents/pdf/pdf_objects'

/** Objects in one packed stream: many pack better, few are found faster by viewers. */
const PER_STREAM = 200
const IN_FILE = 1
const IN_STREAM = 2

/**
 * A PDF 1.7 of these objects. All that are no streams are packed together (ISO 32000-1, 7.5.7): the tags of a long document
 * are nine tenths of what the browser writes.
 */
export function writePdf({ objects, size, root, info }: PdfObjects): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  let at = parts[0]!.length
  let next = size
  const entries = new Map<number, readonly [type: number, where: number, place: number]>()
  const put = (number: number, body: Buffer) => {
    const object = Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('endobj\n')])
    entries.set(number, [IN_FILE, at, 0])
    parts.push(object)
    at += object.length
  }
  for (const { number, body } of objects.filter(({ stream }) => stream)) put(number, body)
  const plain = objects.filter(({ stream }) => !stream)
  for (let i = 0; i < plain.length; i += PER_STREAM) {
    const group = plain.slice(i, i + PER_STREAM)
    const holder = next++
    group.forEach(({ number }, place) => entries.set(number, [IN_STREAM, holder, place]))
    put(holder, packed(group))
  }
  const table = next++
  entries.set(table, [IN_FILE, at, 0])
  const id = createHash('md5').update(Buffer.concat(parts)).digest('hex')
  const rows = deflateSync(rowsOf(entries, next))
  parts.push(
    Buffer.from(
      `${table} 0 obj\n<</Type /XRef /Size ${next} /W [1 4 2] /Root ${root} 0 R /Info ${info} 0 R /ID [<${id}> <${id}>] /Filter /FlateDecode /Length ${rows.length}>>\nstream\n`
    ),
    rows,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${at}\n%%EOF\n`)
  )
  return Buffer.concat(parts)
}

function packed(group: readonly PdfObject[]): Buffer {
  let length = 0
  const places = group.map(({ number, body }) => {
    const place = `${number} ${length}`
    length += body.length
    return place
  })
  const index = Buffer.from(`${places.join(' ')}\n`)
  const bytes = deflateSync(Buffer.concat([index, ...group.map(({ body }) => body)]))
  const head = `<</Type /ObjStm /N ${group.length} /First ${index.length} /Filter /FlateDecode /Length ${bytes.length}>>\nstream\n`
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from('\nendstream\n')])
}

/** A row for each number, of one, four and two bytes; numbers nobody has are free. */
function rowsOf(
  entries: ReadonlyMap<number, readonly [type: number, where: number, place: number]>,
  size: number
): Buffer {
  const rows = Buffer.alloc(7 * size)
  for (let number = 0; number < size; number++) {
    const [type, where, place] = entries.get(number) ?? [0, 0, 0xffff]
    rows.writeUInt8(type, 7 * number)
    rows.writeUInt32BE(where, 7 * number + 1)
    rows.writeUInt16BE(place, 7 * number + 5)
  }
  return rows
}
