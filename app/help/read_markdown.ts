import { Marked, type Token, type Tokens } from 'marked'
import { type Guide, type Heading, PRODUCT } from '#help/guide'
import { idOf } from '#help/words_of'

/** What stands under a heading, as text; `heading` is null for what stands before the first. */
export interface Section {
  heading: Heading | null
  text: string
}

export interface ReadGuide {
  tokens: Token[]
  headings: Heading[]
  sections: Section[]
}

const reader = new Marked({ gfm: true })

/** The parts of a guide's Markdown. Ids of headings are each there once: the second of a name ends in -2. */
export function readMarkdown({ body }: Pick<Guide, 'body'>): ReadGuide {
  const tokens = reader.lexer(body)
  const headings: Heading[] = []
  const sections: Section[] = [{ heading: null, text: '' }]
  const taken = new Map<string, number>()
  for (const token of tokens) {
    if (token.type !== 'heading') {
      sections.at(-1)!.text += `${plainText([token])}\n`
      continue
    }
    const { depth, tokens: inner } = token as Tokens.Heading
    const text = plainText(inner)
    const id = idOf(text.replaceAll(PRODUCT, 'app')) || 'part'
    const times = (taken.get(id) ?? 0) + 1
    taken.set(id, times)
    const heading = {
      id: times > 1 ? `${id}-${times}` : id,
      text,
      level: depth > 2 ? (3 as const) : (2 as const),
    }
    // Whoever draws the heading finds its id there.
    Object.assign(token, { id: heading.id })
    headings.push(heading)
    sections.push({ heading, text: '' })
  }
  return {
    tokens,
    headings,
    sections: sections
      .map(({ heading, text }) => ({ heading, text: text.replace(/\s+/g, ' ').trim() }))
      .filter(({ heading, text }) => heading || text),
  }
}

/** What somebody reads in tokens, without any mark. */
export function plainText(tokens: Token[] = []): string {
  return tokens.map(one).join('')
}

function one(token: Token): string {
  switch (token.type) {
    case 'table': {
      const { header, rows } = token as Tokens.Table
      return [header, ...rows]
        .map((row) => row.map((cell) => plainText(cell.tokens)).join(' '))
        .join('\n')
    }
    case 'list':
      return (token as Tokens.List).items.flatMap(({ tokens }) => tokens.map(one)).join('\n')
    case 'image':
    case 'space':
    case 'hr':
      return ' '
    case 'br':
      return '\n'
    case 'paragraph':
    case 'blockquote':
    case 'heading':
      return `${plainText((token as Tokens.Paragraph).tokens)}\n`
    case 'code':
      return `${(token as Tokens.Code).text}\n`
    default: {
      const { tokens, text, raw } = token as Tokens.Generic
      return tokens ? plainText(tokens) : unescaped(String(text ?? raw))
    }
  }
}

const ENTITIES: Record<string, string> = {
  'amp': '&',
  'lt': '<',
  'gt': '>',
  'quot': '"',
  '#39': "'",
}
const unescaped = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name])
