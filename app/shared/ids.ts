import { randomBytes } from 'node:crypto'

export type IdPrefix =
  | 'acc'
  | 'usr'
  | 'mem'
  | 'tok'
  | 'ent'
  | 'fld'
  | 'par'
  | 'pro'
  | 'ver'
  | 'asg'
  | 'lead'
  | 'dist'
  | 'dlv'
  | 'att'
  | 'evt'
  | 'pst'
  | 'mail'
  | 'wrk'
  | 'sec'
  | 'idk'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
let lastMs = 0
let counter = 0
let pool = randomBytes(8192)
let poolAt = 0

function randomByte(): number {
  if (poolAt === pool.length) {
    pool = randomBytes(8192)
    poolAt = 0
  }
  return pool[poolAt++]
}

/**
 * A new opaque id: `prefix_` + 9 characters of time in ms + 3 of a counter + 10 random ones, in base 32.
 * Ids of one process sort by creation, so a list pages by id alone; 50 random bits make them unguessable enough
 * to be opaque, never a secret.
 */
export function newId(prefix: IdPrefix, now: number = Date.now()): string {
  if (now > lastMs) {
    lastMs = now
    counter = 0
  } else if (++counter > 0x7fff) {
    lastMs++
    counter = 0
  }
  let text = `${prefix}_${timeText(lastMs)}${ALPHABET[counter >> 10]}${ALPHABET[(counter >> 5) & 31]}${ALPHABET[counter & 31]}`
  for (let i = 0; i < 10; i++) text += ALPHABET[randomByte() & 31]
  return text
}

function timeText(ms: number): string {
  let text = ''
  for (let rest = ms, i = 0; i < 9; i++, rest = Math.floor(rest / 32))
    text = ALPHABET[rest % 32] + text
  return text
}

/** A bound between the ids made before `ms` (smaller) and those made from then on. */
export const idsBefore = (prefix: IdPrefix, ms: number): string => `${prefix}_${timeText(ms)}`
