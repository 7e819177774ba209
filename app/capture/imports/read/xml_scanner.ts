import { UnreadableFileError } from '#capture/imports/read/unreadable_file'

/** What is met in XML, in its order; names come without their prefix. */
export interface XmlListener {
  open(name: string, attributes: (name: string) => string | null): void
  text(text: string): void
  close(name: string): void
}

const MAX_PIECE = 4 * 1024 * 1024
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const refused = (what: string) => new UnreadableFileError('broken', `The file holds ${what}`)

export function decodeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => {
    if (name[0] !== '#') return NAMED[name] ?? whole
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

const plain = (name: string) => name.slice(name.indexOf(':') + 1)

/**
 * Reads the XML of spreadsheets as it comes, without building anything of it. No document types: nothing in a file is
 * expanded into more than it is.
 */
export class XmlScanner {
  #rest = ''

  constructor(private listener: XmlListener) {}

  write(chunk: string) {
    const text = this.#rest + chunk
    let at = 0
    for (;;) {
      const open = text.indexOf('<', at)
      if (open === -1) break
      if (open > at) this.listener.text(decodeXml(text.slice(at, open)))
      at = open
      const end = this.#piece(text, open)
      if (end === -1) break
      at = end
    }
    this.#rest = text.slice(at)
    if (this.#rest.length > MAX_PIECE) throw refused('a text that is too long')
  }

  /** Takes one piece that begins at `at`; where it ends, or -1 when its end has not come yet. */
  #piece(text: string, at: number): number {
    const until = (mark: string) => {
      const found = text.indexOf(mark, at)
      return found === -1 ? -1 : found + mark.length
    }
    if (text.startsWith('<!--', at)) return until('-->')
    if (text.startsWith('<?', at)) return until('?>')
    if (text.startsWith('<![CDATA[', at)) {
      const end = until(']]>')
      if (end !== -1) this.listener.text(text.slice(at + 9, end - 3))
      return end
    }
    // Its beginning may not be there whole yet.
    if (text.startsWith('<!', at)) {
      if (text.length - at < 9) return -1
      throw refused('a document type')
    }
    const end = endOfTag(text, at)
    if (end !== -1) this.#tag(text.slice(at + 1, end - 1))
    return end
  }

  #tag(tag: string) {
    if (tag[0] === '/') return this.listener.close(plain(tag.slice(1).trim()))
    const empty = tag.endsWith('/')
    const space = tag.search(/[\s/]/)
    const name = plain(space === -1 ? tag : tag.slice(0, space))
    this.listener.open(name, (attribute) => attributeOf(tag, attribute))
    if (empty) this.listener.close(name)
  }
}

/** A mark inside quotes, of either kind, ends nothing. */
function endOfTag(text: string, at: number): number {
  let quote = ''
  for (let i = at; i < text.length; i++) {
    const char = text[i]
    if (quote) quote = char === quote ? '' : quote
    else if (char === '>') return i + 1
    else if (char === '"' || char === "'") quote = char
  }
  return -1
}

function attributeOf(tag: string, name: string): string | null {
  const mark = ` ${name}=`
  let at = tag.indexOf(mark)
  // Attributes over several lines: nobody writes cells so.
  if (at === -1 && /[\n\t]/.test(tag)) at = (tag = tag.replace(/\s/g, ' ')).indexOf(mark)
  if (at === -1) return null
  const quote = tag[at + mark.length]
  const from = at + mark.length + 1
  const to = tag.indexOf(quote, from)
  return to === -1 ? null : decodeXml(tag.slice(from, to))
}
