import type { LeadView } from '#sdk'
import { type Bitset, add, emptySet, fullSet, has } from '#routing/bitset'
import { isMissing } from '#routing/compare'
import type { CompiledRule } from '#routing/compile_rule'
import {
  type Column,
  type Placed,
  keysColumn,
  prefixColumn,
  presenceColumn,
  rangeColumn,
} from '#routing/build_columns'
import { type FieldTerm, bothOf } from '#routing/plan_index'
import type { Key, Term } from '#routing/operators/built'
import type { Reader } from '#routing/read_field'

/**
 * Judges a subject by all rules at once, exactly as each alone would. Places are those of the list the index was built
 * from; `at` in ms.
 */
export interface RuleIndex<S> {
  /** Places of all rules that match, ascending. */
  matching(subject: S, at: number): number[]
  /** Place of the first rule that matches; -1: none. */
  firstMatching(subject: S, at: number): number
}
export type AssignmentIndex = RuleIndex<LeadView>

/**
 * Builds sets of the rules whose equality, list, prefix, bound and emptiness conditions hold, per field and value. A
 * subject's value of each field is read and folded once and picks a set; their intersection is every rule that can
 * match. Rules with conditions of other kinds, or groups the sets cannot hold, are then asked themselves.
 */
export function indexAssignments<S = LeadView>(rules: readonly CompiledRule<S>[]): RuleIndex<S> {
  const { probes, width, unsure } = buildProbes(rules)
  // Looking up more fields than there are rules would take longer than asking each rule.
  if (rules.length <= probes.length) return oneByOne(rules)
  const everything = fullSet(rules.length)
  const sets: Bitset[] = Array.from({ length: width + 1 }, () => everything)

  /** Fills `places`; without, stops at the first. Answers the last place found, or -1. */
  function scan(subject: S, at: number, places: number[] | null): number {
    pickSets(probes, subject, sets)
    let found = -1
    for (let word = 0; word < everything.length; word++) {
      let bits = sets[0][word]
      for (let i = 1; i < sets.length && bits !== 0; i++) bits &= sets[i][word]
      for (; bits !== 0; bits &= bits - 1) {
        const place = (word << 5) + 31 - Math.clz32(bits & -bits)
        if (has(unsure, place) && !rules[place].test(subject, at)) continue
        found = place
        if (!places) return found
        places.push(place)
      }
    }
    return found
  }

  return {
    matching(subject, at) {
      const places: number[] = []
      scan(subject, at, places)
      return places
    },
    firstMatching: (subject, at) => scan(subject, at, null),
  }
}

function oneByOne<S>(rules: readonly CompiledRule<S>[]): RuleIndex<S> {
  const tests = rules.map((rule) => rule.test)
  return {
    matching(subject, at) {
      const places: number[] = []
      for (let i = 0; i < tests.length; i++) if (tests[i](subject, at)) places.push(i)
      return places
    },
    firstMatching(subject, at) {
      for (let i = 0; i < tests.length; i++) if (tests[i](subject, at)) return i
      return -1
    },
  }
}

/** A field is read once, and once in each form that any of its columns compares by. */
interface Probe<S> {
  read: Reader<S>
  forms: { form(value: unknown): Key | undefined; columns: Column[] }[]
}

function pickSets<S>(probes: readonly Probe<S>[], subject: S, sets: Bitset[]): void {
  let next = 0
  for (const { read, forms } of probes) {
    const value = read(subject)
    const missing = isMissing(value)
    for (const { form, columns } of forms) {
      const key = missing ? undefined : form(value)
      for (const column of columns) {
        sets[next++] =
          key !== undefined ? column.holding(key) : missing ? column.missing : column.odd
      }
    }
  }
}

const present = () => true
const formOf = (term: Term): ((value: unknown) => Key | undefined) =>
  term.kind === 'empty' ? present : term.form

const buildColumn = (placed: Placed[], size: number): Column => {
  const { kind } = placed[0].term
  if (kind === 'keys') return keysColumn(placed as Placed<Extract<Term, { kind: 'keys' }>>[], size)
  if (kind === 'range')
    return rangeColumn(placed as Placed<Extract<Term, { kind: 'range' }>>[], size)
  if (kind === 'prefix')
    return prefixColumn(placed as Placed<Extract<Term, { kind: 'prefix' }>>[], size)
  return presenceColumn(placed as Placed<Extract<Term, { kind: 'empty' }>>[], size)
}

function buildProbes<S>(rules: readonly CompiledRule<S>[]) {
  const size = rules.length
  const unsure = emptySet(size)
  const fields = new Map<string, { read: Reader<S>; forms: Map<unknown, Map<string, Placed[]>> }>()
  const placeTerm = ({ field, read, term }: FieldTerm<S>, place: number): boolean => {
    const known = fields.get(field) ?? { read, forms: new Map() }
    fields.set(field, known)
    const kinds = known.forms.get(formOf(term)) ?? new Map<string, Placed[]>()
    known.forms.set(formOf(term), kinds)
    const column = kinds.get(term.kind) ?? []
    kinds.set(term.kind, column)
    const last = column.at(-1)
    if (last?.place !== place) return Boolean(column.push({ place, term }))
    // A column holds one term of a rule: two are made one, or the rule itself is asked.
    const both = bothOf(last.term, term)
    if (both) last.term = both
    return both !== null
  }
  rules.forEach(({ plan }, place) => {
    const placed = plan.terms.map((term) => placeTerm(term, place))
    if (!plan.exact || placed.includes(false)) add(unsure, place)
  })

  let width = 0
  const probes = [...fields.values()].map(({ read, forms }): Probe<S> => ({
    read,
    forms: [...forms].map(([form, kinds]) => {
      width += kinds.size
      const columns = [...kinds.values()].map((placed) => buildColumn(placed, size))
      return { form: form as Probe<S>['forms'][number]['form'], columns }
    }),
  }))
  return { probes, width, unsure }
}
