import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { type Bitset, add } from '#routing/bitset'

/*
 * The dictionary of a block: its terms in order, each with the leads that have it, cut into chunks that are read and
 * unpacked alone. An entry is the term's length and UTF-8, then the length and bytes of its postings: a bitmap, or the
 * gaps between places as varints behind a zero.
 */
const CHUNK_BYTES = 4096
const PACK = { level: 1 }

/** Writes terms, which must come in order, into chunks. */
export class DictionaryWriter {
  #buffer = Buffer.alloc(CHUNK_BYTES * 2)
  #at = 0
  #first = ''
  readonly firsts: string[] = []
  readonly chunks: Buffer[] = []

  constructor(private size: number) {}

  /** `places` ascending, each once. */
  add(term: string, places: readonly number[]): void {
    const text = Buffer.byteLength(term)
    const bitmap = (this.size + 7) >>> 3
    if (this.#at === 0) this.#first = term
    this.#room(text + bitmap + places.length * 3 + 16)
    this.#varint(text)
    this.#at += this.#buffer.write(term, this.#at)
    if (places.length >= bitmap) this.#bitmap(places, bitmap)
    else this.#list(places)
    if (this.#at >= CHUNK_BYTES) this.end()
  }

  end(): void {
    if (this.#at === 0) return
    this.firsts.push(this.#first)
    this.chunks.push(deflateRawSync(this.#buffer.subarray(0, this.#at), PACK))
    this.#at = 0
  }

  #room(bytes: number) {
    if (this.#at + bytes <= this.#buffer.length) return
    this.#buffer = Buffer.concat([this.#buffer], (this.#at + bytes) * 2)
  }

  #varint(value: number) {
    for (; value > 0x7f; value >>>= 7) this.#buffer[this.#at++] = (value & 0x7f) | 0x80
    this.#buffer[this.#at++] = value
  }

  #bitmap(places: readonly number[], bytes: number) {
    this.#varint(bytes + 1)
    this.#buffer[this.#at++] = 1
    this.#buffer.fill(0, this.#at, this.#at + bytes)
    for (const place of places) this.#buffer[this.#at + (place >>> 3)] |= 1 << (place & 7)
    this.#at += bytes
  }

  #list(places: readonly number[]) {
    let bytes = 1
    for (let i = 0, last = 0; i < places.length; last = places[i++])
      bytes += varintBytes(places[i] - last)
    this.#varint(bytes)
    this.#buffer[this.#at++] = 0
    for (let i = 0, last = 0; i < places.length; last = places[i++]) this.#varint(places[i] - last)
  }
}

const varintBytes = (value: number) => (value < 0x80 ? 1 : value < 0x4000 ? 2 : 3)

/** Reads one chunk entry by entry; `put` adds the postings of the entry it stands at to a set. */
export class ChunkReader {
  #buffer: Buffer
  #at = 0
  #postings = 0
  #next = 0
  term = ''

  constructor(packed: Uint8Array) {
    this.#buffer = inflateRawSync(packed)
  }

  next(): boolean {
    this.#at = this.#next
    if (this.#at >= this.#buffer.length) return false
    const text = this.#varint()
    this.term = this.#buffer.toString('utf8', this.#at, this.#at + text)
    this.#at += text
    const bytes = this.#varint()
    this.#postings = this.#at
    this.#next = this.#at + bytes
    return true
  }

  put(set: Bitset): void {
    this.#at = this.#postings
    const buffer = this.#buffer
    if (buffer[this.#at++] === 1) {
      for (let i = 0; this.#at < this.#next; i++)
        set[i >>> 2] |= buffer[this.#at++] << ((i & 3) << 3)
      return
    }
    for (let place = 0; this.#at < this.#next;) add(set, (place += this.#varint()))
  }

  #varint(): number {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.#buffer[this.#at++]
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
}

/** Numbers of the chunks that may hold terms from `low` to `high`, by the first term of each. */
export function chunksBetween(firsts: readonly string[], low: string, high: string): number[] {
  let from = 0
  let to = firsts.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (firsts[middle] <= low) from = middle + 1
    else to = middle
  }
  const found: number[] = []
  for (let n = Math.max(0, from - 1); n < firsts.length && firsts[n] <= high; n++) found.push(n)
  return found
}
