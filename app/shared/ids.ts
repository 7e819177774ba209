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
  | 'ping'
  | 'evt'
  | 'mail'
  | 'mtpl'
  | 'lmail'
  | 'mrg'
  | 'wrk'
  | 'sec'
  | 'idk'
  | 'view'
  | 'job'
  | 'tag'
  | 'btst'
  | 'ses'
  | 'ott'
  | 'vat'
  | 'rate'
  | 'sup'
  | 'src'
  | 'inv'
  | 'pay'
  | 'xmp'
  | 'ret'
  | 'rfl'
  | 'adj'
  | 'mov'
  | 'snd'
  | 'pst'
  | 'pnt'
  | 'pus'
  | 'wish'
  | 'tin'
  | 'ntc'
  | 'whk'
  | 'msg'
  | 'sgn'
  | 'vst'
  | 'dom'
  | 'plan'
  | 'sbm'
  | 'upl'
  | 'frm'
  | 'imp'
  | 'epn'
  | 'epr'
  | 'spl'
  | 'spi'
  | 'cns'
  | 'prq'
  | 'ask'
  | 'rrun'
  | 'aut'
  | 'arun'
  | 'note'
  | 'task'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
let lastMs = 0
let counter = 0
let pool = randomBytes(8192)
let poolAt = 0
let datingBack = 0
let pastCounter = 0
/** What is so much older than the newest id belongs to the past that is written, not to work under way. */
const PAST_MS = 3_600_000

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
 * to be opaque, never a secret. A `now` that is still to come counts as this moment: one look ahead would put all ids
 * that follow there.
 */
export function newId(prefix: IdPrefix, now: number = Date.now()): string {
  if (datingBack && now < Date.now() - PAST_MS) return idAt(prefix, now, pastCounter++ & 0x7fff)
  if (now > lastMs) now = Math.min(now, Date.now())
  if (now > lastMs) {
    lastMs = now
    counter = 0
  } else if (++counter > 0x7fff) {
    lastMs++
    counter = 0
  }
  return idAt(prefix, lastMs, counter)
}

/**
 * While `work` is at it, ids of moments gone by are made as they would have been then: for a past that is written
 * afterwards. What followed ids that are newer does not see them; whoever writes them tells it.
 */
export async function dateBack<T>(work: () => Promise<T>): Promise<T> {
  datingBack++
  try {
    return await work()
  } finally {
    datingBack--
  }
}

function idAt(prefix: IdPrefix, ms: number, nth: number): string {
  let text = `${prefix}_${timeText(ms)}${ALPHABET[nth >> 10]}${ALPHABET[(nth >> 5) & 31]}${ALPHABET[nth & 31]}`
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

/** The moment (ms) an id was made, as `newId` wrote it. */
export function timeOf(id: string): number {
  let ms = 0
  for (const char of id.slice(id.indexOf('_') + 1).slice(0, 9))
    ms = ms * 32 + ALPHABET.indexOf(char)
  return ms
}
