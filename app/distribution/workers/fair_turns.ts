/** A run that wants to be advanced, and whose it is. */
export interface Call {
  id: string
  account: string
}

/** Of all that may be under way at once, what one account may take: the rest stays free for the others. */
const MOST_OF_ONE = 0.75

/**
 * Who is advanced next. Accounts take turns, however many calls each of them has waiting, and none takes all places:
 * one that sends a hundred thousand leads, or sells to partners that do not answer, keeps nobody else waiting.
 */
export class FairTurns {
  /** Calls that wait, by account; the account whose turn is next comes first. */
  #waiting = new Map<string, Set<string>>()
  #running = new Map<string, number>()
  #under = 0

  #mostOfOne: number

  constructor(private concurrency: number) {
    this.#mostOfOne = Math.ceil(concurrency * MOST_OF_ONE)
  }

  /** So many calls wait. */
  get waiting(): number {
    let sum = 0
    for (const calls of this.#waiting.values()) sum += calls.size
    return sum
  }

  /** The same call twice is one while it waits. */
  add({ id, account }: Call) {
    const calls = this.#waiting.get(account)
    if (calls) calls.add(id)
    else this.#waiting.set(account, new Set([id]))
  }

  /** Takes the next call, whose place is kept until `ended`. Null where none waits, or all places are taken. */
  next(): Call | null {
    if (this.#under >= this.concurrency) return null
    for (const [account, calls] of this.#waiting) {
      const running = this.#running.get(account) ?? 0
      if (running >= this.#mostOfOne) continue
      const [id] = calls
      calls.delete(id)
      // To the end of the line.
      this.#waiting.delete(account)
      if (calls.size) this.#waiting.set(account, calls)
      this.#running.set(account, running + 1)
      this.#under++
      return { id, account }
    }
    return null
  }

  /** A call that `next` gave has come to its end. */
  ended({ account }: Call) {
    const left = (this.#running.get(account) ?? 0) - 1
    if (left > 0) this.#running.set(account, left)
    else this.#running.delete(account)
    this.#under--
  }

  /** Forgets all that waits. */
  clear() {
    this.#waiting.clear()
  }
}

const WINDOW_MS = 10_000
/** So many calls within the window are nobody's flood. */
const QUIET = 64

/**
 * How far back in a line shared by several processes the calls of an account are put, 1 the front: the more it called of
 * late, the further back, a step for each doubling.
 */
export class CallRates {
  #counts = new Map<string, { now: number; before: number }>()
  #window = 0

  /** Counts `calls` of an account at a time (ms since the epoch) and says their priority. */
  priority(account: string, calls: number, at: number): number {
    this.#turn(Math.floor(at / WINDOW_MS))
    const counted = this.#counts.get(account) ?? { now: 0, before: 0 }
    counted.now += calls
    this.#counts.set(account, counted)
    const through = (at % WINDOW_MS) / WINDOW_MS
    const rate = counted.now + counted.before * (1 - through)
    return rate <= QUIET ? 1 : 1 + Math.ceil(Math.log2(rate / QUIET))
  }

  #turn(window: number) {
    if (window === this.#window) return
    const next = window === this.#window + 1
    for (const [account, { now }] of this.#counts)
      if (next && now > 0) this.#counts.set(account, { now: 0, before: now })
      else this.#counts.delete(account)
    this.#window = window
  }
}
