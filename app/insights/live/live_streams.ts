import { PassThrough } from 'node:stream'
import logger from '@adonisjs/core/services/logger'
import { idsBefore, timeOf } from '#shared/ids'

const POLL_MS = 1_000
const BEAT_MS = 15_000
/** Longest life of a stream: its reader comes back through the front door, where the session is looked at. */
const LIFE_MS = 10 * 60_000
/** Ids are made before they are committed: so far back every look looks again. */
const OVERLAP_MS = 5_000
/** A reader sees no more than so many of one second, and is told when there were more. */
export const MOST = 200
/** A reader that takes nothing for so long is let go. */
const MAX_BUFFERED = 1_000_000

interface Reader {
  stream: PassThrough
  /** Asked with every beat: may this person still read? */
  mayRead: () => Promise<boolean>
  opened: number
}

/** Finds what was written since a moment (ms), newest first and at most `MOST` of it. Ids are those of events. */
export type FindNewest<T> = (topic: string, fromMs: number) => Promise<T[]>

/** One look a second at what is new of a topic, for all its readers of this process. */
class Tail<T extends { id: string }> {
  readonly readers = new Set<Reader>()
  #seen = new Set<string>()
  #since = Date.now()
  /** The newest anybody was told of. */
  #newest = idsBefore('evt', Date.now())
  #busy = false
  #timers: NodeJS.Timeout[] = []

  constructor(
    private topic: string,
    private find: FindNewest<T>,
    private name: string
  ) {
    this.#timers.push(setInterval(() => void this.#poll(), POLL_MS))
    this.#timers.push(setInterval(() => void this.beat(), BEAT_MS))
    for (const timer of this.#timers) timer.unref()
  }

  stop() {
    for (const timer of this.#timers) clearInterval(timer)
  }

  async #poll() {
    if (this.#busy) return
    this.#busy = true
    try {
      const from = this.#since - OVERLAP_MS
      this.#since = Date.now()
      const found = await this.find(this.topic, from)
      const rows = found.filter((one) => !this.#seen.has(one.id))
      const floor = idsBefore('evt', this.#since - 2 * OVERLAP_MS)
      for (const id of this.#seen) if (id < floor) this.#seen.delete(id)
      for (const one of rows) this.#seen.add(one.id)
      const more = isGap(found, this.#newest)
      if (found.length && found[0].id > this.#newest) this.#newest = found[0].id
      if (rows.length) for (const reader of this.readers) send(reader, this.name, rows, more)
    } catch (error) {
      logger.warn({ err: error }, `new ${this.name} could not be read for a live stream`)
    } finally {
      this.#busy = false
    }
  }

  /** A sign of life for those who may still read; the others are shown out. */
  async beat() {
    for (const reader of [...this.readers]) {
      const old = Date.now() - reader.opened > LIFE_MS
      const leave = old || !(await reader.mayRead().catch(() => false))
      if (leave) reader.stream.end()
      else reader.stream.write(': beat\n\n')
    }
  }
}

/** As many as are read at once, all of them newer than what is known: there were more in between. */
const isGap = (found: { id: string }[], known: string) =>
  found.length === MOST && found.at(-1)!.id > known

/** Newest first, as every list; the message's id is what the reader comes back with. */
function send(reader: Reader, name: string, rows: { id: string }[], more: boolean) {
  if (reader.stream.writableLength > MAX_BUFFERED) return reader.stream.destroy()
  const data = JSON.stringify({ [name]: rows, more })
  reader.stream.write(`id: ${rows[0].id}\nevent: ${name}\ndata: ${data}\n\n`)
}

/** Live streams of one kind: many readers cost one query a second for each topic. */
export class LiveStreams<T extends { id: string }> {
  #tails = new Map<string, Tail<T>>()
  #closed = false

  /** `name` is that of the messages, and of the list in them. */
  constructor(
    private name: string,
    private find: FindNewest<T>
  ) {
    all.add(this)
  }

  /**
   * A stream of server-sent events with what is written from now on, and first what was written since the event
   * `after`. It ends when `mayRead` says no, when the process stops, or after a while: then the reader asks again.
   */
  async open(topic: string, after: string | null, mayRead: () => Promise<boolean>) {
    const stream = new PassThrough()
    const reader: Reader = { stream, mayRead, opened: Date.now() }
    stream.write(`retry: 2000\nevent: open\ndata: {}\n\n`)
    if (this.#closed) return stream.end()
    let tail = this.#tails.get(topic)
    if (!tail) this.#tails.set(topic, (tail = new Tail(topic, this.find, this.name)))
    tail.readers.add(reader)
    const leave = () => {
      tail.readers.delete(reader)
      if (tail.readers.size) return
      tail.stop()
      if (this.#tails.get(topic) === tail) this.#tails.delete(topic)
    }
    stream.once('close', leave)
    stream.once('error', leave)
    if (after) {
      const missed = await this.find(topic, timeOf(after) - OVERLAP_MS)
      if (missed.length) send(reader, this.name, missed, isGap(missed, after))
    }
    return stream
  }

  /** How many readers there are; a topic without any is not looked at. */
  readers(topic: string): number {
    return this.#tails.get(topic)?.readers.size ?? 0
  }

  /** Asks of every reader at once whether they may still read. */
  async recheck(topic: string) {
    await this.#tails.get(topic)?.beat()
  }

  /** Ends all streams, and those that are opened afterwards: the process stops. */
  close() {
    this.#closed = true
    for (const tail of this.#tails.values()) for (const { stream } of tail.readers) stream.end()
  }
}

const all = new Set<{ close(): void }>()

/** Ends every live stream of this process. */
export const closeLiveStreams = () => all.forEach((one) => one.close())
