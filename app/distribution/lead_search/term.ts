import { fold } from '#routing/compare'

/*
 * Terms of the inverted index. A term is a space (a field, a part of one, or a column of the lead), and what a lead has
 * there: a kind and the value as text. Terms of one space and kind sort as their values do.
 */
export type Kind =
  | 'b' // true or false
  | 'h' // blind index of an encrypted value
  | 'l' // an entry of a list
  | 'm' // an amount of money
  | 'n' // a number
  | 'r' // text as it is
  | 's' // folded text
  | 'u' // something the index does not hold: the lead itself must be asked
  | 'w' // a word people search by

/** Longer text is left to the leads: it would fill the index and nobody asks for it whole. */
export const MAX_TEXT = 80
const VALUE = '\u0001'
const LAST = '\uffff'

/** Held by every lead that has a value in the space. */
export const PRESENCE = '\u0000'
export const presenceOf = (space: string): string => space + PRESENCE
/** What follows the space in a term. */
export function restOf(kind: Kind, text: string): string {
  return VALUE + kind + text
}
const termOf = (space: string, kind: Kind, text: string): string => space + restOf(kind, text)

export interface TermRange {
  low: string
  high: string
}
export const exactly = (space: string, kind: Kind, text: string): TermRange => {
  const term = termOf(space, kind, text)
  return { low: term, high: term }
}
/** Every term of the kind that begins so. */
export const beginning = (space: string, kind: Kind, text = ''): TermRange => {
  const low = termOf(space, kind, text)
  return { low, high: low + LAST }
}

/** Kind and text of a term of the space. */
export const readTerm = (space: string, term: string): { kind: Kind; text: string } => ({
  kind: term[space.length + 1] as Kind,
  text: term.slice(space.length + 2),
})

/** Folding has made its letters small; in capitals it is read at once. */
const ISO_TIME = /^\d{4}-\d{2}-\d{2}t[\d:.]+z$/

const bytes = Buffer.alloc(8)

/** 16 hex digits that sort as the numbers do. */
export function numberText(number: number): string {
  bytes.writeDoubleBE(number === 0 ? 0 : number)
  if (bytes[0] & 0x80) for (let i = 0; i < 8; i++) bytes[i] ^= 0xff
  else bytes[0] ^= 0x80
  return bytes.toString('hex')
}

export function numberOfText(text: string): number {
  bytes.write(text, 'hex')
  if (bytes[0] & 0x80) bytes[0] ^= 0x80
  else for (let i = 0; i < 8; i++) bytes[i] ^= 0xff
  return bytes.readDoubleBE(0)
}

/** A value of a term as the operators of rules judge it; for blind indexes and words there is none. */
export function valueOfTerm(kind: Kind, text: string): unknown {
  if (kind === 'n') return numberOfText(text)
  if (kind === 'm') return { amount: numberOfText(text), currency: 'XXX' }
  if (kind === 'b') return text === '1'
  if (kind === 'l') return [text]
  return ISO_TIME.test(text) ? text.toUpperCase() : text
}

/** Folded text that fits into a term; null: it is left to the leads. */
export function textOfTerm(text: string): string | null {
  if (text.length > MAX_TEXT) return null
  const folded = fold(text)
  return folded.length > MAX_TEXT || folded === '' ? null : folded
}
