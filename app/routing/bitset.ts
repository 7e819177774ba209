/** A set of places 0..n-1, 32 to a word. */
export type Bitset = Uint32Array

export const wordsFor = (size: number): number => (size + 31) >>> 5

export const emptySet = (size: number): Bitset => new Uint32Array(wordsFor(size))

export function fullSet(size: number): Bitset {
  const set = emptySet(size).fill(0xffffffff)
  if (size & 31) set[set.length - 1] = 2 ** (size & 31) - 1
  return set
}

export const add = (set: Bitset, place: number): void => {
  set[place >>> 5] |= 1 << (place & 31)
}

export const remove = (set: Bitset, place: number): void => {
  set[place >>> 5] &= ~(1 << (place & 31))
}

/** Adds a place that is not there, removes one that is. */
export const toggle = (set: Bitset, place: number): void => {
  set[place >>> 5] ^= 1 << (place & 31)
}

export const has = (set: Bitset, place: number): boolean =>
  (set[place >>> 5] & (1 << (place & 31))) !== 0
