import { type PdfObject, type PdfObjects, readPdfObjects } from '#billing/documents/pdf/pdf_objects'
import { type OutlineItem, PrintPart } from '#billing/documents/pdf/print_part'

/**
 * Prints of the parts of one document, as one PDF: their pages behind each other, one tree of tags, one outline. Each part
 * is as the browser writes it (see `readPdfObjects`); the first gives catalogue and information.
 */
export function joinPrints(prints: readonly Uint8Array[]): PdfObjects {
  const read = prints.map((print) => readPdfObjects(Buffer.from(print)))
  if (read.length === 1) return read[0]!
  let offset = 0
  let pages = 0
  const parts = read.map((print, place) => {
    const part = new PrintPart(print, place, offset, pages)
    offset += print.size - 1
    pages += part.pages
    return part
  })
  const [first] = parts as [PrintPart]
  const pageTree = offset + 1
  const objects = parts.flatMap((part) => part.moved(pageTree, first))
  const bodies = new Map(objects.map((object) => [object.number, object]))
  const write = (number: number, entries: string) =>
    (bodies.get(number)!.body = Buffer.from(`<<${entries}>>\n`, 'latin1'))
  const refs = (numbers: readonly number[]) => numbers.map((number) => `${number} 0 R`).join(' ')

  objects.push({ number: pageTree, body: Buffer.alloc(0), stream: false })
  bodies.set(pageTree, objects.at(-1)!)
  write(pageTree, `/Type /Pages /Count ${pages} /Kids [${refs(parts.map((part) => part.tree))}]`)
  change(bodies.get(first.root)!, /\/Pages \d+ 0 R/, `/Pages ${pageTree} 0 R`)
  joinTags(parts, write)
  joinOutlines(parts, write)
  return { objects, size: pageTree + 1, root: first.root, info: first.info }
}

type WriteObject = (number: number, entries: string) => void

/** What stands in a tree of tags, found by page and by name, under the first part's roots of them. */
function joinTags(parts: readonly PrintPart[], write: WriteObject) {
  const [first] = parts as [PrintPart]
  const { tags } = first
  const pages = parts.flatMap((part) => part.tags.pages)
  const named = parts.flatMap((part) => part.tags.named)
  const count = parts.reduce((sum, part) => sum + part.pages, 0)
  write(
    tags.document,
    `/Type /StructElem /S /Document /Lang ${tags.language} /P ${tags.root} 0 R /K [${parts.map((part) => part.tags.kids).join(' ')}]`
  )
  write(
    tags.root,
    `/Type /StructTreeRoot /K ${tags.document} 0 R /ParentTreeNextKey ${count} /ParentTree ${tags.parents} 0 R${tags.names ? ` /IDTree ${tags.names} 0 R` : ''}`
  )
  write(tags.parents, `/Type /ParentTree /Nums [${pages.join(' ')}]`)
  // In the order of their names: that is how they are looked for.
  if (tags.names) write(tags.names, `/Names [${named.sort().join(' ')}]`)
}

/** The title of the document, and under it whatever its parts have. */
function joinOutlines(parts: readonly PrintPart[], write: WriteObject) {
  const [first] = parts as [PrintPart]
  const [title] = first.outline
  if (!title) return
  const below = [...title.below, ...parts.slice(1).flatMap((part) => part.outline)]
  const [one, last] = [below[0], below.at(-1)]
  const said = ({ entries }: OutlineItem) => entries
  write(
    title.number,
    `${said(title)} /Parent ${first.outlines} 0 R${one ? ` /First ${one.number} 0 R /Last ${last!.number} 0 R /Count ${below.length}` : ''}`
  )
  below.forEach((item, i) => {
    const beside = (name: string, other: OutlineItem | undefined) =>
      other ? ` /${name} ${other.number} 0 R` : ''
    write(
      item.number,
      `${said(item)} /Parent ${title.number} 0 R${beside('Prev', below[i - 1])}${beside('Next', below[i + 1])}`
    )
  })
  write(
    first.outlines!,
    `/Type /Outlines /First ${title.number} 0 R /Last ${title.number} 0 R /Count ${below.length + 1}`
  )
}

const change = (object: PdfObject, from: RegExp, to: string) => {
  object.body = Buffer.from(object.body.toString('latin1').replace(from, to), 'latin1')
}
