import { type Bitset, add, emptySet, fullSet, remove, toggle } from '#routing/bitset'
import type { Key, Term } from '#routing/operators/built'

/** For one field and one way to read it: which rules' terms hold. Sets are good until the next call. */
export interface Column {
  /** For a missing value. */
  readonly missing: Bitset
  /** For a value that cannot be compared. */
  readonly odd: Bitset
  holding(key: Key): Bitset
}

/** A rule's term and its place among the rules. At most one per rule in a column. */
export interface Placed<T extends Term = Term> {
  place: number
  term: T
}

type TermOf<K extends Term['kind']> = Extract<Term, { kind: K }>

/** Rules that ask nothing here hold whatever the value is. */
function without(placed: readonly Placed[], size: number): Bitset {
  const set = fullSet(size)
  for (const { place } of placed) remove(set, place)
  return set
}

const withPlaces = (set: Bitset, places: readonly number[]): Bitset => {
  const copy = set.slice()
  for (const place of places) add(copy, place)
  return copy
}

/** A set of its own pays for itself from this many changes on; below, they are made when they are needed. */
const pays = (changes: number, set: Bitset): boolean => changes * 8 >= set.length

/** A set for each key, as the places where it differs from `rest`. Answers null for other keys. */
function setsByKey<K>(changes: ReadonlyMap<K, number[]>, rest: Bitset): (key: K) => Bitset | null {
  const scratch = rest.slice()
  const sets = new Map<K, Bitset | number[]>()
  for (const [key, places] of changes) {
    const set = pays(places.length, rest) ? rest.slice() : null
    if (set) for (const place of places) toggle(set, place)
    sets.set(key, set ?? places)
  }
  return (key) => {
    const found = sets.get(key)
    if (found === undefined) return null
    if (!Array.isArray(found)) return found
    scratch.set(rest)
    for (let i = 0; i < found.length; i++) toggle(scratch, found[i])
    return scratch
  }
}

function append<K>(lists: Map<K, number[]>, key: K, place: number): void {
  const places = lists.get(key)
  if (places) places.push(place)
  else lists.set(key, [place])
}

/** equals, in, not_equals, not_in, is_true, is_false: a set for each value that any rule names, and one for the rest. */
export function keysColumn(placed: readonly Placed<TermOf<'keys'>>[], size: number): Column {
  const odd = without(placed, size)
  const rest = withPlaces(
    odd,
    placed.filter(({ term }) => term.except).map(({ place }) => place)
  )
  // Where a value is named, every rule that names it changes sides.
  const changes = new Map<Key, number[]>()
  for (const { place, term } of placed) for (const key of term.keys) append(changes, key, place)
  const named = setsByKey(changes, rest)
  return { missing: rest, odd, holding: (key) => named(key) ?? rest }
}

/** is_empty, is_not_empty. */
export function presenceColumn(placed: readonly Placed<TermOf<'empty'>>[], size: number): Column {
  const rest = without(placed, size)
  const asking = (empty: boolean) =>
    placed.filter(({ term }) => term.empty === empty).map(({ place }) => place)
  const present = withPlaces(rest, asking(false))
  return { missing: withPlaces(rest, asking(true)), odd: present, holding: () => present }
}

/** starts_with: the longest prefix of a value that any rule names has a set, which holds the shorter ones too. */
export function prefixColumn(placed: readonly Placed<TermOf<'prefix'>>[], size: number): Column {
  const rest = without(placed, size)
  const own = new Map<string, number[]>()
  for (const { place, term } of placed) append(own, term.prefix, place)
  const lengths = [...new Set([...own.keys()].map((prefix) => prefix.length))].sort((a, b) => b - a)
  const changes = new Map(
    [...own.keys()].map((prefix) => [
      prefix,
      lengths.flatMap((length) =>
        length <= prefix.length ? (own.get(prefix.slice(0, length)) ?? []) : []
      ),
    ])
  )
  const named = setsByKey(changes, rest)
  return {
    missing: rest,
    odd: rest,
    holding(key) {
      const text = String(key)
      for (const length of lengths) {
        const set = length <= text.length ? named(text.slice(0, length)) : null
        if (set) return set
      }
      return rest
    },
  }
}

/**
 * Ranges of numbers. All bounds in order cut the numbers into segments (2i: before bound i, 2i + 1: on it). A segment's
 * set is kept, or made from an earlier one by the few rules that begin or end between.
 */
export function rangeColumn(placed: readonly Placed<TermOf<'range'>>[], size: number): Column {
  const rest = without(placed, size)
  const bounds = [...new Set(placed.flatMap(({ term }) => [term.low, term.high]))]
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
  const last = 2 * bounds.length
  const begins = Array.from({ length: last + 2 }, (): number[] => [])
  for (const { place, term } of placed) {
    const from = term.low === -Infinity ? 0 : segmentOf(bounds, term.low) + (term.openLow ? 1 : 0)
    const to =
      term.high === Infinity ? last : segmentOf(bounds, term.high) - (term.openHigh ? 1 : 0)
    if (from > to) continue
    begins[from].push(place)
    begins[to + 1].push(place)
  }

  const kept: Bitset[] = []
  const later: number[][] = []
  const current = rest.slice()
  let pending: number[] = []
  for (let segment = 0; segment <= last; segment++) {
    for (const place of begins[segment]) toggle(current, place)
    pending = [...pending, ...begins[segment]]
    if (segment === 0 || pays(pending.length, current)) {
      kept.push(current.slice())
      pending = []
    } else kept.push(kept[segment - 1])
    later.push(pending)
  }

  const scratch = emptySet(size)
  return {
    missing: rest,
    odd: rest,
    holding(key) {
      const segment = segmentOf(bounds, key as number)
      const changes = later[segment]
      if (changes.length === 0) return kept[segment]
      scratch.set(kept[segment])
      for (let i = 0; i < changes.length; i++) toggle(scratch, changes[i])
      return scratch
    },
  }
}

function segmentOf(bounds: readonly number[], value: number): number {
  let low = 0
  let high = bounds.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (bounds[middle] < value) low = middle + 1
    else high = middle
  }
  return bounds[low] === value ? 2 * low + 1 : 2 * low
}
