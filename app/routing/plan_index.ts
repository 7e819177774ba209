import type { Key, Range, Term } from '#routing/operators/built'
import type { Reader } from '#routing/read_field'

type Keys = Extract<Term, { kind: 'keys' }>

/** A term with the field it is about. */
export interface FieldTerm<S> {
  field: string
  read: Reader<S>
  term: Term
}

/** Terms that must all hold for a rule to match; `exact`: and then it does. */
export interface IndexPlan<S> {
  readonly terms: readonly FieldTerm<S>[]
  readonly exact: boolean
}

/** Of a rule that matches everything. */
export const NO_PLAN = { terms: [], exact: true } as const

export const planAll = <S>(plans: IndexPlan<S>[]): IndexPlan<S> => ({
  terms: plans.flatMap((plan) => plan.terms),
  exact: plans.every((plan) => plan.exact),
})

/** Lists on one field are one longer list; other alternatives are left to the closures. */
export function planAny<S>(plans: IndexPlan<S>[]): IndexPlan<S> {
  const [first] = plans[0].terms
  const keys = new Set<Key>()
  for (const { terms, exact } of plans) {
    const [{ field, term } = { field: '', term: null }] = terms
    const fits =
      exact &&
      terms.length === 1 &&
      field === first.field &&
      term?.kind === 'keys' &&
      !term.except &&
      first.term.kind === 'keys' &&
      term.form === first.term.form
    if (!fits) return { terms: [], exact: false }
    for (const key of term.keys) keys.add(key)
  }
  const term = { ...first.term, keys } as Term
  return { terms: [{ ...first, term }], exact: true }
}

/** One term that holds where both do; null: none can say it. Both are about one field in one form. */
export function bothOf(a: Term, b: Term): Term | null {
  if (a.kind === 'range' && b.kind === 'range') return narrow(a, b)
  if (a.kind === 'keys' && b.kind === 'keys') return common(a, b)
  if (a.kind === 'prefix' && b.kind === 'prefix') {
    const [short, long] = a.prefix.length < b.prefix.length ? [a, b] : [b, a]
    return long.prefix.startsWith(short.prefix) ? long : null
  }
  return a.kind === 'empty' && b.kind === 'empty' && a.empty === b.empty ? a : null
}

function narrow(a: Range, b: Range): Range {
  const low = Math.max(a.low, b.low)
  const high = Math.min(a.high, b.high)
  const openLow = [a, b].some((one) => one.low === low && one.openLow)
  const openHigh = [a, b].some((one) => one.high === high && one.openHigh)
  return { ...a, low, high, openLow, openHigh }
}

function common(a: Keys, b: Keys): Keys {
  if (a.except && b.except) return { ...a, keys: new Set([...a.keys, ...b.keys]) }
  const [listed, other] = a.except ? [b, a] : [a, b]
  const keys = [...listed.keys].filter((key) => other.keys.has(key) !== other.except)
  return { ...listed, keys: new Set(keys) }
}
