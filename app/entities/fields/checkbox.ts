import { type Reader, flaw } from '#entities/fields/reader'
import { cleanLine } from '#entities/clean_text'
import { ok } from '#shared/result'

const WORDS = new Map<string, boolean>([
  ['true', true],
  ['yes', true],
  ['y', true],
  ['on', true],
  ['1', true],
  ['checked', true],
  ['false', false],
  ['no', false],
  ['n', false],
  ['off', false],
  ['0', false],
  ['unchecked', false],
])

export const readCheckbox: Reader = (value) => {
  if (typeof value === 'boolean') return ok(value)
  const line = typeof value === 'number' ? ok(String(value)) : null
  const text = line ?? (typeof value === 'string' ? cleanLine(value) : null)
  const answer = text?.ok ? WORDS.get(text.value.toLowerCase()) : undefined
  return answer === undefined
    ? flaw('checkbox', 'must be true or false (also yes/no, on/off, 1/0)')
    : ok(answer)
}
