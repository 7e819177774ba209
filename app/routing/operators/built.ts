import type { Operator } from '#sdk/rule'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { type Form, NOT_COMPARABLE, NO, type Verdict, YES } from '#routing/compare'

/** Judges a value that is not missing. `at` in ms. */
export type Check = (actual: unknown, at: number) => Verdict

export type Key = string | number | boolean

/**
 * What an index may know of a check: it is YES exactly when the term holds. `keys` holds for a value whose form is among
 * them; with `except` for every other value of that form, and for a missing one.
 */
export type Term =
  | { kind: 'keys'; form: Form<Key>; keys: ReadonlySet<Key>; except: boolean }
  | Range
  | { kind: 'prefix'; form: Form<string>; prefix: string }
  | { kind: 'empty'; empty: boolean }

/** `openLow`, `openHigh`: the end itself is left out. */
export interface Range {
  kind: 'range'
  form: Form<number>
  low: number
  high: number
  openLow: boolean
  openHigh: boolean
}

/** A condition's operator with its value read, for one type of field. */
export interface Built {
  check: Check
  term?: Term
  /** What counts as missing, where it is more than the usual. */
  missing?(actual: unknown): boolean
  /** What traces show of a value, where it is not the value itself. */
  show?(actual: unknown): unknown
}

export type Build = (value: unknown, path: string) => Result<Built, Problem[]>
export type Operators = Partial<Record<Operator, Build>>

/** Reads one value of a rule as what its field compares by. */
export type ReadValue<T> = (value: unknown, path: string) => Result<T, Problem[]>

export const refuse = (field: string, rule: string, message: string) =>
  fail<Problem[]>([{ field, rule, message }])

/** Turns a check around; what cannot be compared stays so. */
export const opposite =
  (check: Check): Check =>
  (actual, at) => {
    const verdict = check(actual, at)
    return verdict === NOT_COMPARABLE ? verdict : verdict === YES ? NO : YES
  }

/** An operator that is another one turned around. */
export const negation =
  (build: Build): Build =>
  (value, path) => {
    const built = build(value, path)
    return built.ok ? ok({ check: opposite(built.value.check) }) : built
  }

export const EMPTINESS: Operators = {
  is_empty: () => ok({ check: () => NO, term: { kind: 'empty', empty: true } }),
  is_not_empty: () => ok({ check: () => YES, term: { kind: 'empty', empty: false } }),
}
