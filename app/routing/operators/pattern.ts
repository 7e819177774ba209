import { RE2JS } from 're2js'
import { ok } from '#shared/result'
import { type Form, NOT_COMPARABLE, verdict } from '#routing/compare'
import { type Build, refuse } from '#routing/operators/built'

const MAX_PATTERN = 500
/** Characters. */
const MAX_INPUT = 10 * 1024
const LOOK_AROUND = /\(\?<?[=!]/
const BACK_REFERENCE = /\\[1-9]|\\k</

/** Why RE2 did not take it, in words that help. */
function explain(pattern: string, error: unknown): string {
  if (LOOK_AROUND.test(pattern))
    return 'must not look ahead or behind ((?=, (?!, (?<=, (?<!): write it without, or as two conditions'
  if (BACK_REFERENCE.test(pattern))
    return 'must not refer back to a group (\\1): patterns are matched in linear time'
  return `is no regular expression: ${error instanceof Error ? error.message : String(error)}`
}

/**
 * Finds the pattern anywhere in the value, in linear time (RE2), without regard to case and outer spaces like every
 * comparison of text. A value over 10 KB is not compared.
 */
export const matches =
  (form: Form<string>): Build =>
  (value, path) => {
    if (typeof value !== 'string') return refuse(path, 'regex', 'must be a regular expression')
    if (value.length > MAX_PATTERN)
      return refuse(path, 'regex', `must have at most ${MAX_PATTERN} characters`)
    let pattern: RE2JS
    try {
      pattern = RE2JS.compile(value.normalize('NFC'), RE2JS.CASE_INSENSITIVE)
    } catch (error) {
      return refuse(path, 'regex', explain(value, error))
    }
    return ok({
      check: (actual) => {
        const text = typeof actual === 'string' ? actual : form(actual)
        if (text === undefined || text.length > MAX_INPUT) return NOT_COMPARABLE
        return verdict(pattern.test(text.normalize('NFC').trim()))
      },
    })
  }
