import { ok } from '#shared/result'
import { type Form, NOT_COMPARABLE, numberForm, verdict } from '#routing/compare'
import { type Build, type Built, type Operators, refuse } from '#routing/operators/built'
import { readList } from '#routing/operators/equality'

/** A number of a rule: a number or plain decimal text. */
export function readNumber(value: unknown, path: string) {
  const number = numberForm(value)
  if (number !== undefined) return ok(number)
  return refuse(path, 'number', 'must be a number, such as 100 or "99.50"')
}

/** From `low` to `high`; an open range leaves out its ends. */
function range(form: Form<number>, low: number, high: number, open: boolean): Built {
  const check: Built['check'] = open
    ? (actual) => {
        const number = form(actual)
        return number === undefined ? NOT_COMPARABLE : verdict(number > low && number < high)
      }
    : (actual) => {
        const number = form(actual)
        return number === undefined ? NOT_COMPARABLE : verdict(number >= low && number <= high)
      }
  return { check, term: { kind: 'range', form, low, high, openLow: open, openHigh: open } }
}

/** greater_than ... between, for values that are numbers in `form`. */
export function order(form: Form<number>): Operators {
  const bound =
    (build: (number: number) => Built): Build =>
    (value, path) => {
      const number = readNumber(value, path)
      return number.ok ? ok(build(number.value)) : number
    }
  return {
    greater_than: bound((n) => range(form, n, Infinity, true)),
    greater_or_equal: bound((n) => range(form, n, Infinity, false)),
    less_than: bound((n) => range(form, -Infinity, n, true)),
    less_or_equal: bound((n) => range(form, -Infinity, n, false)),
    between: (value, path) => {
      const ends = readList(value, path, readNumber)
      if (!ends.ok) return ends
      const [low, high] = ends.value
      const wrong = checkEnds(low, high, path)
      return wrong ?? ok(range(form, low, high, false))
    },
  }
}

/** A range that begins after its end can never match. */
export const checkEnds = (
  low: number,
  high: number,
  path: string
): ReturnType<typeof refuse> | null =>
  low <= high ? null : refuse(path, 'between', 'must go from the lower to the higher value')
