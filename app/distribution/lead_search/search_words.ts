import { isEncrypted } from '#entities/field_crypto'
import { fold } from '#routing/compare'

/** Of each text only so much is looked at, so that a long note costs no more than a name. */
const MAX_TEXT = 100
const MAX_WORDS = 200
const MAX_WORD = 40

const MARKS = /\p{M}+/gu
const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu
const INNER = /[^\p{L}\p{N}]+/u
const PLAIN = /^[a-z0-9]+$/
const PHONE = /^\+\d{7,15}$/
const PHONE_LIKE = /^[+(\d][\d\s()./-]*$/

/** Without case, accents and the like: "Müller" is found by "muller". */
function plain(text: string): string {
  const folded = fold(text)
  for (let i = 0; i < folded.length; i++)
    if (folded.charCodeAt(i) > 0x7f)
      return folded.replaceAll('ß', 'ss').normalize('NFKD').replace(MARKS, '')
  return folded
}

const isSealed: (text: string) => boolean = isEncrypted
const cut = (word: string): string =>
  word.length > MAX_WORD ? word.slice(0, MAX_WORD).toWellFormed() : word

/**
 * The words a lead is found by: those of every text in its values (encrypted ones have none), of its external id, and
 * of phone numbers with and without their country code.
 */
export function searchWords(
  values: Readonly<Record<string, unknown>>,
  externalId: string | null
): Set<string> {
  const words = new Set<string>()
  const add = (text: string) => {
    if (words.size >= MAX_WORDS || isSealed(text)) return
    if (PHONE.test(text)) for (let i = 1; i <= 4; i++) words.add(text.slice(i))
    else addWords(text.length > MAX_TEXT ? text.slice(0, MAX_TEXT).toWellFormed() : text, words)
  }
  const visit = (value: unknown) => {
    if (typeof value === 'string') add(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit)
  }
  visit(values)
  if (externalId) add(externalId)
  return words
}

function addWords(text: string, words: Set<string>): void {
  for (const piece of plain(text).split(/\s+/)) {
    if (PLAIN.test(piece)) {
      words.add(cut(piece))
      continue
    }
    const word = piece.replace(EDGES, '')
    if (!word) continue
    words.add(cut(word))
    const at = word.indexOf('@')
    if (at > 0) words.add(cut(word.slice(at + 1)))
    if (INNER.test(word)) for (const part of word.split(INNER)) if (part) words.add(cut(part))
  }
}

/**
 * What somebody typed, as lists of pieces: a lead is found when every piece of one of the lists begins one of its words.
 * A number may come as it is dialled.
 */
export function readQuery(query: string): string[][] {
  const typed = plain(query)
    .split(/\s+/)
    .map((piece) => cut(piece.replace(EDGES, '')))
    .filter(Boolean)
  const lists = typed.length ? [typed] : []
  const digits = query.replace(/\D/g, '')
  if (PHONE_LIKE.test(query.trim()) && digits.length >= 4) {
    const dialled = /^\s*\+/.test(query) ? digits : digits.replace(/^00?/, '')
    if (dialled && !(typed.length === 1 && typed[0] === dialled)) lists.push([cut(dialled)])
  }
  return lists
}

export const isFound = (words: ReadonlySet<string>, lists: readonly string[][]): boolean =>
  lists.some((pieces) => pieces.every((piece) => beginsSome(words, piece)))

function beginsSome(words: ReadonlySet<string>, piece: string): boolean {
  if (words.has(piece)) return true
  for (const word of words) if (word.startsWith(piece)) return true
  return false
}
