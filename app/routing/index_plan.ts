import type { Key, Term } from '#routing/operators/built'
import type { Reader } from '#routing/read_field'

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
