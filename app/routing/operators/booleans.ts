import { ok } from '#shared/result'
import { NOT_COMPARABLE, booleanForm, verdict } from '#routing/compare'
import {
  type Build,
  EMPTINESS,
  type Operators,
  type ReadValue,
  refuse,
} from '#routing/operators/built'
import { equality } from '#routing/operators/equality'

const readBoolean: ReadValue<boolean> = (value, path) => {
  const boolean = booleanForm(value)
  return boolean === undefined ? refuse(path, 'boolean', 'must be true or false') : ok(boolean)
}

const is =
  (wanted: boolean): Build =>
  () =>
    ok({
      check: (actual) => {
        const boolean = booleanForm(actual)
        return boolean === undefined ? NOT_COMPARABLE : verdict(boolean === wanted)
      },
      term: { kind: 'keys', form: booleanForm, keys: new Set([wanted]), except: false },
    })

/** A missing value is neither. */
export const TRUTH: Operators = { is_true: is(true), is_false: is(false) }

export const CHECKBOX: Operators = {
  ...EMPTINESS,
  ...equality(booleanForm, readBoolean),
  ...TRUTH,
}
