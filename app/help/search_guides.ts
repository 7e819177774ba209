import { PRODUCT } from '#help/guide'
import type { Shelf, ShelvedGuide } from '#help/read_shelf'
import { type PlacedWord, wordsOf } from '#help/words_of'
import type { Locale } from '#shared/locales'

/** A piece of text, and whether it is what was looked for. */
export interface Piece {
  text: string
  hit: boolean
}

export interface FoundGuide {
  slug: string
  lang: Locale
  title: Piece[]
  /** Where in it to go on reading; null: at its beginning. */
  heading: { id: string; text: Piece[] } | null
  snippet: Piece[]
}

interface Field {
  text: string
  words: PlacedWord[]
}
interface IndexedGuide {
  guide: ShelvedGuide
  title: Field
  summary: Field
  parts: { id: string | null; heading: Field; text: Field }[]
}
export type HelpIndex = readonly IndexedGuide[]

/** One word looked for, as it may be written. */
type Wanted = string[]

/** A whole word counts more than the beginning of one. */
const WEIGHT = { title: [60, 48], heading: [24, 20], summary: [12, 10], text: [6, 4] } as const
const SNIPPET_SIGNS = 170
const MOST_FOUND = 20
const MOST_WORDS = 8
const MOST_SIGNS = 200

/** What the search looks in, in one language. Texts name the product by `product`. */
export function indexGuides(shelf: Shelf, lang: Locale, product: string): HelpIndex {
  const field = (text: string): Field => {
    const named = text.replaceAll(PRODUCT, () => product).normalize('NFC')
    return { text: named, words: wordsOf(named) }
  }
  return shelf.list(lang).map((guide) => ({
    guide,
    title: field(guide.title),
    summary: field(guide.summary),
    parts: guide.read().sections.map(({ heading, text }) => ({
      ...{ id: heading?.id ?? null, heading: field(heading?.text ?? ''), text: field(text) },
    })),
  }))
}

/** Guides that hold every word of a query, as a whole or as the beginning of one; the best first. */
export function searchGuides(index: HelpIndex, query: string): FoundGuide[] {
  const wanted = wordsOf(query.normalize('NFC').slice(0, MOST_SIGNS))
    .slice(0, MOST_WORDS)
    .map((word): Wanted => word.spellings)
  if (!wanted.length) return []
  return index
    .map((one, place) => ({ one, place, score: scoreOf(one, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .slice(0, MOST_FOUND)
    .map(({ one }) => present(one, wanted))
}

/** 0: a word is nowhere in it. */
function scoreOf({ title, summary, parts }: IndexedGuide, wanted: Wanted[]): number {
  let all = 0
  for (const word of wanted) {
    const headings = Math.max(0, ...parts.map(({ heading }) => weigh(heading, word, 'heading')))
    const texts = parts.map(({ text }) => weigh(text, word, 'text'))
    const text = Math.max(0, ...texts)
    // Said in several parts is more than said in one, but never more than a heading.
    const often = text && Math.min(4, texts.filter(Boolean).length - 1)
    const score = weigh(title, word, 'title') + headings + weigh(summary, word, 'summary') + text
    if (!score) return 0
    all += score + often
  }
  return all
}

function weigh({ words }: Field, word: Wanted, where: keyof typeof WEIGHT): number {
  let best = 0
  for (const { spellings: had } of words)
    for (const one of had)
      for (const begin of word)
        if (one.startsWith(begin)) {
          if (one.length === begin.length) return WEIGHT[where][0]
          best = WEIGHT[where][1]
        }
  return best
}

function present({ guide, title, summary, parts }: IndexedGuide, wanted: Wanted[]): FoundGuide {
  const inParts = parts
    .map((part) => ({ part, score: partScore(part, wanted) }))
    .sort((a, b) => b.score - a.score)
  const best = inParts[0]?.score ? inParts[0].part : null
  const inText = best?.text.words.some((word) => isHit(word, wanted))
  const bySummary = wanted.every(
    (word) => weigh(title, word, 'title') || weigh(summary, word, 'summary')
  )
  const part = bySummary || !best ? null : best
  const said = part && (inText || part.text.text) ? part.text : summary
  return {
    ...{ slug: guide.slug, lang: guide.lang, title: mark(title, wanted) },
    heading: part?.id ? { id: part.id, text: mark(part.heading, wanted) } : null,
    snippet: snippetOf(said, wanted),
  }
}

const partScore = (part: IndexedGuide['parts'][number], wanted: Wanted[]) =>
  wanted.reduce(
    (sum, word) => sum + weigh(part.heading, word, 'heading') + weigh(part.text, word, 'text'),
    0
  )

const isHit = ({ spellings: had }: PlacedWord, wanted: Wanted[]) =>
  wanted.some((word) => word.some((begin) => had.some((one) => one.startsWith(begin))))

/** A text in pieces, between `from` and `to`. */
function mark({ text, words }: Field, wanted: Wanted[], from = 0, to = text.length): Piece[] {
  const pieces: Piece[] = []
  let at = from
  const add = (end: number, hit: boolean) => {
    if (end > at) pieces.push({ text: text.slice(at, end), hit })
    at = end
  }
  for (const word of words) {
    if (word.from < from || word.to > to || !isHit(word, wanted)) continue
    add(word.from, false)
    add(word.to, true)
  }
  add(to, false)
  return pieces
}

/** What stands around the place where most of the words are, cut between words. */
function snippetOf(field: Field, wanted: Wanted[]): Piece[] {
  const { text, words } = field
  const hits = words.filter((word) => isHit(word, wanted))
  const within = (from: number) =>
    new Set(
      hits
        .filter((word) => word.from >= from && word.to <= from + SNIPPET_SIGNS)
        .flatMap((word) => wanted.filter((one) => isHit(word, [one])).map(String))
    ).size
  const first = hits.reduce<PlacedWord | null>(
    (best, word) => (best && within(best.from) >= within(word.from) ? best : word),
    null
  )
  const from = wordAt(words, Math.max(0, (first?.from ?? 0) - 50))
  const to =
    from + SNIPPET_SIGNS >= text.length
      ? text.length
      : (words.findLast((word) => word.to <= from + SNIPPET_SIGNS)?.to ?? text.length)
  const pieces = mark(field, wanted, from, to)
  if (from > 0) pieces.unshift({ text: '… ', hit: false })
  if (to < text.length) pieces.push({ text: ' …', hit: false })
  return pieces
}

/** The beginning of the first word that begins at `at` or after. */
const wordAt = (words: PlacedWord[], at: number) =>
  at === 0 ? 0 : (words.find(({ from }) => from >= at)?.from ?? 0)
