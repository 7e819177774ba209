import { type Bitset, emptySet, fullSet } from '#routing/bitset'

/** What is known of a block's leads: those that match, and those that may. */
export interface Judged {
  sure: Bitset
  maybe: Bitset
}

export const none = (size: number): Judged => ({ sure: emptySet(size), maybe: emptySet(size) })
export const every = (size: number): Judged => ({ sure: fullSet(size), maybe: fullSet(size) })
export const unknown = (size: number): Judged => ({ sure: emptySet(size), maybe: fullSet(size) })

export function intersect(into: Judged, other: Judged): void {
  for (let i = 0; i < into.sure.length; i++) {
    into.sure[i] &= other.sure[i]
    into.maybe[i] &= other.maybe[i]
  }
}

export function unite(into: Judged, other: Judged): void {
  for (let i = 0; i < into.sure.length; i++) {
    into.sure[i] |= other.sure[i]
    into.maybe[i] |= other.maybe[i]
  }
}

export function invert({ sure, maybe }: Judged, size: number): Judged {
  const all = fullSet(size)
  return {
    sure: all.map((word, i) => word & ~maybe[i]),
    maybe: all.map((word, i) => word & ~sure[i]),
  }
}

export const isEmpty = (set: Bitset): boolean => set.every((word) => word === 0)

export function countOf(set: Bitset): number {
  let count = 0
  for (let word of set) for (; word !== 0; count++) word &= word - 1
  return count
}

/** Places in a set, ascending. */
export function placesOf(set: Bitset): number[] {
  const places: number[] = []
  for (let i = 0; i < set.length; i++)
    for (let bits = set[i]; bits !== 0; bits &= bits - 1)
      places.push((i << 5) + 31 - Math.clz32(bits & -bits))
  return places
}
