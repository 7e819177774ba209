/*
 * How the search and the ids of headings see words: without case and accents. An umlaut is found by its letter and by the
 * two letters it is written with where the keyboard has none.
 */
const WORD = /[\p{L}\p{N}]+/gu
const TWO_LETTERS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }
const plain = (text: string) => text.replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '')
const inTwo = (text: string) => plain(text.replace(/[äöüß]/g, (letter) => TWO_LETTERS[letter]))

/** The ways a word may be written. */
function spellings(word: string): string[] {
  const lower = word.normalize('NFC').toLowerCase()
  const [first, second] = [plain(lower), inTwo(lower)]
  return first === second ? [first] : [first, second]
}

export interface PlacedWord {
  from: number
  to: number
  spellings: string[]
}

/** The words of a text, with where they stand. */
export const wordsOf = (text: string): PlacedWord[] =>
  [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    from: index,
    to: index + word.length,
    spellings: spellings(word),
  }))

/** The id of a heading: lower case, umlauts in two letters, all else as dashes. */
export const idOf = (heading: string): string =>
  inTwo(heading.normalize('NFC').toLowerCase())
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
