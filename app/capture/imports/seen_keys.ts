import { createHash } from 'node:crypto'

const FIRST = 1 << 12
/** Two keys in three places: more would make looking slow. */
const FULL = 0.66

const hashOf = (key: string): bigint =>
  createHash('sha256').update(key).digest().readBigUInt64LE(0) || 1n

/**
 * Match keys that were met in a file, 8 bytes each: a file of a million leads takes 24 MB. Two keys that share 64 bits
 * are taken for one, which among a million happens once in 37 million files.
 */
export class SeenKeys {
  #table = new BigUint64Array(FIRST)
  #size = 0

  has(key: string): boolean {
    return this.#table[this.#placeOf(hashOf(key))] !== 0n
  }

  add(key: string) {
    if (this.#size >= this.#table.length * FULL) this.#grow()
    if (this.#put(hashOf(key))) this.#size++
  }

  /** False where it is there. */
  #put(hash: bigint): boolean {
    const at = this.#placeOf(hash)
    const isNew = this.#table[at] === 0n
    this.#table[at] = hash
    return isNew
  }

  /** Where it is, or would be. */
  #placeOf(hash: bigint): number {
    const mask = this.#table.length - 1
    let at = Number(hash & BigInt(mask))
    while (this.#table[at] !== 0n && this.#table[at] !== hash) at = (at + 1) & mask
    return at
  }

  #grow() {
    const before = this.#table
    this.#table = new BigUint64Array(before.length * 2)
    for (const hash of before) if (hash !== 0n) this.#put(hash)
  }
}
