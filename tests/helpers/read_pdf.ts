import { inflateSync } from 'node:zlib'

/** The file that travels in a PDF of ours, and the plain metadata beside it. */
export function insideOf(pdf: Buffer): { xml: string | null; xmp: string; objects: string } {
  const streams: { head: string; bytes: Buffer }[] = []
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
    if (pdf.toString('latin1', at - 3, at) === 'end') continue
    const begin = pdf.lastIndexOf(' obj\n', at)
    const head = pdf.toString('latin1', begin, at)
    const length = Number(/\/Length (\d+)/.exec(head)?.[1])
    const stored = pdf.subarray(at + 7, at + 7 + length)
    streams.push({ head, bytes: head.includes('/FlateDecode') ? inflateSync(stored) : stored })
  }
  const of = (word: string) => streams.filter(({ head }) => head.includes(word))
  return {
    xml: of('/EmbeddedFile')[0]?.bytes.toString() ?? null,
    xmp: of('/Metadata')[0]?.bytes.toString() ?? '',
    objects: of('/ObjStm')
      .map(({ bytes }) => bytes.toString('latin1'))
      .join('\n'),
  }
}

/** What each page of a PDF of ours shows, in the order it was drawn, and the tags of the whole. */
export function pagesOf(pdf: Buffer): string[] {
  const objects = objectsOf(pdf)
  const text = (number: number) => objects.get(number)!.toString('latin1')
  const ref = (body: string, name: string) =>
    Number(new RegExp(`/${name} (\\d+) 0 R`).exec(body)?.[1])
  const walk = (number: number): string[] => {
    const body = text(number)
    if (!body.includes('/Type /Pages')) return [body]
    const kids = /\/Kids \[([^\]]*)\]/.exec(body)![1]!
    return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid]) => walk(Number(kid)))
  }
  const root = [...objects.values()].map(String).find((body) => body.includes('/Type /Catalog'))!
  const maps = new Map<number, Map<string, string>>()
  const mapOf = (font: number) => {
    const known = maps.get(font) ?? unicodeOf(text(ref(text(font), 'ToUnicode')))
    maps.set(font, known)
    return known
  }
  return walk(ref(root, 'Pages')).map((page) => {
    const fonts = new Map(
      [...(/\/Font <<([^>]*)>>/.exec(page)?.[1] ?? '').matchAll(/\/(\w+) (\d+) 0 R/g)].map(
        ([, name, number]) => [name!, Number(number)] as const
      )
    )
    let font = new Map<string, string>()
    let shown = ''
    for (const [, name, glyphs] of text(ref(page, 'Contents')).matchAll(
      /\/(\w+) [\d.]+ Tf|<([\da-fA-F]+)>/g
    ))
      if (name) font = mapOf(fonts.get(name)!)
      else
        shown += glyphs!.replace(
          new RegExp(`.{${digitsOf(font)}}`, 'g'),
          (glyph) => font.get(glyph.toLowerCase()) ?? '?'
        )
    return shown
  })
}

/** Bodies by number; those of streams are their unpacked bytes behind their entries. */
function objectsOf(pdf: Buffer): Map<number, Buffer> {
  const objects = new Map<number, Buffer>()
  for (let at = pdf.indexOf(' 0 obj\n'); at >= 0; at = pdf.indexOf(' 0 obj\n', at + 1)) {
    const number = Number(/(\d+)$/.exec(pdf.toString('latin1', Math.max(0, at - 9), at))?.[1])
    const begin = pdf.indexOf('stream\n', at)
    const head = pdf.toString('latin1', at + 7, begin)
    const length = Number(/\/Length (\d+)/.exec(head)?.[1])
    const stored = pdf.subarray(begin + 7, begin + 7 + length)
    const bytes = head.includes('/FlateDecode') ? inflateSync(stored) : stored
    at = begin + 7 + length
    objects.set(number, Buffer.concat([Buffer.from(head, 'latin1'), bytes]))
    if (!head.includes('/ObjStm')) continue
    const first = Number(/\/First (\d+)/.exec(head)![1])
    const places = bytes.toString('latin1', 0, first).trim().split(/\s+/).map(Number)
    for (let i = 0; i < places.length; i += 2)
      objects.set(
        places[i]!,
        bytes.subarray(first + places[i + 1]!, first + (places[i + 3] ?? bytes.length))
      )
  }
  return objects
}

/** Of a glyph's number: two bytes, or one where the glyphs are drawings of the page itself. */
const digitsOf = (font: Map<string, string>) => font.keys().next().value?.length ?? 4

/** Signs of a font's glyphs (their numbers in hexadecimal), from its CMap. */
function unicodeOf(cmap: string): Map<string, string> {
  const signs = new Map<string, string>()
  const hex = (value: number) => value.toString(16).padStart(4, '0')
  const sign = (utf16: string) => Buffer.from(utf16, 'hex').swap16().toString('utf16le')
  for (const [, block] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, glyph, utf16] of block!.matchAll(/<(\w+)>\s*<(\w+)>/g))
      signs.set(glyph!.toLowerCase(), sign(utf16!))
  for (const [, block] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from, to, utf16] of block!.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const [first, last] = [Number.parseInt(from!, 16), Number.parseInt(to!, 16)]
      for (let glyph = first; glyph <= last; glyph++)
        signs.set(
          glyph.toString(16).padStart(from!.length, '0'),
          sign(hex(Number.parseInt(utf16!, 16) + glyph - first))
        )
    }
  return signs
}
