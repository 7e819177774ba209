import type { PdfObject, PdfObjects } from '#billing/documents/pdf/pdf_objects'

export interface OutlineItem {
  number: number
  /** Title, place and tag, with numbers of the joined file. */
  entries: string
  below: OutlineItem[]
}

/** References, the names tags are found by, the place of a page among the tags, the names of parts of fonts. */
const OWN = /\((?:\\[\s\S]|[^\\()])*\)|\b(\d+) 0 R\b|\/StructParents (\d+)|\/([A-Z]{6})\+/g
const IS_NODE = /^\(node\d+\)$/

/** One print, with its objects under the numbers they have in the joined file. */
export class PrintPart {
  readonly root: number
  readonly info: number
  readonly tree: number
  readonly pages: number
  readonly tags: {
    root: number
    document: number
    language: string
    kids: string
    parents: number
    pages: string[]
    names: number | null
    named: string[]
  }
  readonly outlines: number | null
  readonly outline: OutlineItem[]
  #bodies: Map<number, PdfObject>

  constructor(
    private print: PdfObjects,
    private place: number,
    private offset: number,
    private pagesBefore: number
  ) {
    this.#bodies = new Map(print.objects.map((object) => [object.number, object]))
    const catalogue = this.#text(print.root)
    const [tree, tags] = [refIn(catalogue, 'Pages'), refIn(catalogue, 'StructTreeRoot')]
    if (tree === null || tags === null) throw new Error('E_PDF: the print has no tags')
    const [pageTree, tagTree] = [this.#text(tree), this.#text(tags)]
    this.pages = Number(/\/Count (\d+)/.exec(pageTree)?.[1])
    const [document, parents] = [refIn(tagTree, 'K')!, refIn(tagTree, 'ParentTree')!]
    const names = refIn(tagTree, 'IDTree')
    const outlines = refIn(catalogue, 'Outlines')
    const top = this.#text(document)
    this.root = print.root + offset
    this.info = print.info + offset
    this.tree = tree + offset
    this.tags = {
      ...{ root: tags + offset, document: document + offset, parents: parents + offset },
      language: /\/Lang (\([^)]*\)|<[^>]*>)/.exec(top)?.[1] ?? '()',
      kids: this.#own(/\/K (?:\[([^\]]*)\]|(\d+ 0 R))/.exec(top)?.slice(1).join('') ?? ''),
      pages: this.#leaves(parents, /(\d+) (\d+) 0 R/g, 'Nums').map(
        ([, page, list]) => `${Number(page) + pagesBefore} ${Number(list) + offset} 0 R`
      ),
      names: names && names + offset,
      named: names
        ? this.#leaves(names, /\(node\d+\) \d+ 0 R/g, 'Names').map(([pair]) => this.#own(pair!))
        : [],
    }
    this.outlines = outlines && outlines + offset
    this.outline = outlines ? this.#outline(outlines) : []
  }

  /** All but what the first part has for all of them. */
  moved(pageTree: number, first: PrintPart): PdfObject[] {
    const { root, info, tags } = this
    const shared = new Set<number>(
      this === first ? [] : [root, info, tags.root, tags.document, tags.parents, tags.names ?? 0]
    )
    if (this !== first && this.outlines) shared.add(this.outlines)
    return this.print.objects
      .filter(({ number }) => !shared.has(number + this.offset))
      .map(({ number, body, stream }) => {
        const here = number + this.offset
        // Content is none of the objects': only what stands before it is read.
        const end = stream ? body.indexOf('stream') : body.length
        let text = this.#own(body.toString('latin1', 0, end))
        if (here === this.tree) text = withParent(text, pageTree)
        if (this !== first)
          text = text.replace(`/P ${tags.document} 0 R`, `/P ${first.tags.document} 0 R`)
        const head = Buffer.from(text, 'latin1')
        return {
          number: here,
          body: stream ? Buffer.concat([head, body.subarray(end)]) : head,
          stream,
        }
      })
  }

  /** The same text with what is this part's own told apart from that of the others. */
  #own(text: string): string {
    return text.replace(OWN, (whole, ref?: string, page?: string, subset?: string) => {
      if (ref) return `${Number(ref) + this.offset} 0 R`
      if (page) return `/StructParents ${Number(page) + this.pagesBefore}`
      if (subset) return `/${subset.slice(0, 3)}${letters(this.place)}+`
      return IS_NODE.test(whole) ? `(part${letters(this.place)}${whole.slice(1)}` : whole
    })
  }

  #text(number: number): string {
    const object = this.#bodies.get(number)
    if (!object) throw new Error(`E_PDF: the print has no object ${number}`)
    return object.body.toString('latin1')
  }

  /** The pairs of a tree of numbers or names, in order. */
  #leaves(number: number, pair: RegExp, name: string): RegExpMatchArray[] {
    const text = this.#text(number)
    const kids = /\/Kids \[([^\]]*)\]/.exec(text)?.[1]
    if (kids)
      return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid]) =>
        this.#leaves(Number(kid), pair, name)
      )
    return [...(new RegExp(`/${name} \\[([^\\]]*)\\]`).exec(text)?.[1] ?? '').matchAll(pair)]
  }

  #outline(parent: number): OutlineItem[] {
    const items: OutlineItem[] = []
    let next = refIn(this.#text(parent), 'First')
    while (next !== null) {
      const text = this.#text(next)
      const title = /\/Title (\((?:\\[\s\S]|[^\\()])*\)|<[^>]*>)/.exec(text)?.[0] ?? '/Title ()'
      const rest = text.replace(title, '')
      const place = /\/Dest \[[^\]]*\]/.exec(rest)?.[0] ?? ''
      const tag = /\/SE \d+ 0 R/.exec(rest)?.[0] ?? ''
      const below = refIn(rest, 'First') === null ? [] : this.#outline(next)
      const entries = `${title} ${this.#own(`${place} ${tag}`)}`
      items.push({ number: next + this.offset, entries, below })
      next = refIn(rest, 'Next')
    }
    return items
  }
}

const refIn = (text: string, name: string): number | null => {
  const found = new RegExp(`/${name} (\\d+) 0 R`).exec(text)?.[1]
  return found === undefined ? null : Number(found)
}

const withParent = (text: string, parent: number) =>
  text.replace(/>>\s*$/, `\n/Parent ${parent} 0 R>>\n`)

/** Three letters for a number: parts of fonts are told apart by letters alone (ISO 32000-1, 9.6.4). */
const letters = (place: number) =>
  [676, 26, 1].map((of) => String.fromCharCode(65 + (Math.floor(place / of) % 26))).join('')
