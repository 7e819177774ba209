/*
 * How hard a password is to guess, on the server and under the field where it is typed. No network: a guesser's first
 * words are a list, and what follows patterns is counted as the pattern.
 */

/** Why a password is refused. */
export type PasswordProblem = 'too_short' | 'too_long' | 'easy_to_guess' | 'personal'

export interface Judgement {
  problem: PasswordProblem | null
  /** 0: guessed in seconds … 4: beyond guessing. */
  score: 0 | 1 | 2 | 3 | 4
}

export const MIN_LENGTH = 12
export const MAX_LENGTH = 256

/** 2^36 guesses are hours against a slow hash that was stolen. */
const LEAST_BITS = 36
const STEPS = [LEAST_BITS, 44, 54, 66] as const
const LONGEST_WORD = 24
const ROWS = ['qwertzuiop', 'qwertyuiop', 'asdfghjkl', 'yxcvbnm', 'zxcvbnm', '1234567890']
const RUNS = [...ROWS, 'abcdefghijklmnopqrstuvwxyz'].flatMap((row) => [row, reversed(row)])
const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  '$': 's',
  '!': 'i',
}

/**
 * @param common words a guesser tries first, most frequent first
 * @param own words of the person: their name, their address, the name of the account
 */
export function judgePassword(
  password: string,
  common: readonly string[],
  own: readonly string[] = []
): Judgement {
  const length = [...password].length
  if (length > MAX_LENGTH) return { problem: 'too_long', score: 0 }
  const bits = bitsOf(password, ranks(common, []))
  const bitsKnowingThem = bitsOf(password, ranks(common, own.flatMap(parts)))
  const score = scoreOf(bitsKnowingThem)
  if (length < MIN_LENGTH) return { problem: 'too_short', score: Math.min(score, 1) as 0 | 1 }
  if (bits < LEAST_BITS) return { problem: 'easy_to_guess', score: 0 }
  if (bitsKnowingThem < LEAST_BITS) return { problem: 'personal', score: 0 }
  return { problem: null, score }
}

const scoreOf = (bits: number) => STEPS.filter((step) => bits >= step).length as Judgement['score']

/** The least effort by which the password can be put together, in bits: the cheapest way of cutting it into pieces. */
function bitsOf(password: string, rank: ReadonlyMap<string, number>): number {
  const plain = password.toLowerCase()
  const unleet = [...plain].map((c) => LEET[c] ?? c).join('')
  const least = [0]
  for (let end = 1; end <= plain.length; end++) {
    least[end] = least[end - 1] + bitsOfCharacter(password[end - 1], password[end - 2] ?? '')
    for (let from = Math.max(0, end - LONGEST_WORD); from <= end - 3; from++) {
      const cost = least[from] + bitsOfPiece(plain.slice(from, end), unleet.slice(from, end), rank)
      // What was just written, written again, costs the count.
      const again = plain.endsWith(plain.slice(from, end), from) ? least[from] + 2 : Infinity
      least[end] = Math.min(least[end], cost, again)
    }
  }
  return least[plain.length]
}

function bitsOfPiece(plain: string, unleet: string, rank: ReadonlyMap<string, number>): number {
  if (/^(.)\1+$/.test(plain)) return 5
  if (RUNS.some((run) => run.includes(plain))) return 6
  // A year or a day of one.
  if (/^(19|20)\d\d$/.test(plain)) return 6.5
  const place = rank.get(plain) ?? rank.get(unleet)
  if (place === undefined) return Infinity
  return Math.log2(place + 2) + (rank.has(plain) ? 0.5 : 2)
}

/** A letter after a letter is mostly that of a word, and of those a language has fewer. */
const bitsOfCharacter = (c: string, before: string) =>
  /\d/.test(c) ? 3.3 : !/\p{L}/u.test(c) ? 5.5 : /^\p{L}$/u.test(before) ? 3.2 : 4.7

let cached: { common: readonly string[]; ranks: ReadonlyMap<string, number> } | null = null

function ranks(common: readonly string[], own: readonly string[]): ReadonlyMap<string, number> {
  if (cached?.common !== common)
    cached = { common, ranks: new Map(common.map((word, place) => [word, place])) }
  if (own.length === 0) return cached.ranks
  return new Map([...cached.ranks, ...own.map((word) => [word, 0] as const)])
}

/** `ann.smith@bright-leads.example` is guessed as ann, smith, bright, leads, and as the whole. */
const parts = (text: string) =>
  [text, ...text.split(/[^\p{L}\p{N}]+/u)]
    .map((part) => part.toLowerCase())
    .filter((part) => part.length >= 3 && part.length <= LONGEST_WORD)

function reversed(text: string) {
  return [...text].reverse().join('')
}
