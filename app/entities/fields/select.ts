import { isBlank, lineOf } from '#entities/clean_text'
import { type Flaw, type Reader, flaw } from '#entities/fields/reader'
import type { Field } from '#entities/types'
import { type Result, ok } from '#shared/result'

const SHOWN = 20
const byField = new WeakMap<Field, Map<string, string>>()

/** Options meet what is sent without regard to case and spaces. */
export const foldOption = (text: string): string =>
  text.normalize('NFC').toLowerCase().normalize('NFC').replace(/\s+/gu, '')

function optionsOf(field: Field): Map<string, string> {
  let options = byField.get(field)
  if (!options) {
    options = new Map((field.options ?? []).map((option) => [foldOption(option), option]))
    byField.set(field, options)
  }
  return options
}

function refuse(field: Field): { ok: false; problem: Flaw } {
  const options = field.options ?? []
  const rest = options.length > SHOWN ? `, … (${options.length} in all)` : ''
  return flaw('option', `must be one of ${options.slice(0, SHOWN).join(', ')}${rest}`)
}

function pick(value: unknown, field: Field): Result<string, Flaw> {
  const line = lineOf(value)
  if (!line.ok) return line.problem.rule === 'unicode' ? line : refuse(field)
  const option = optionsOf(field).get(foldOption(line.value))
  return option === undefined ? refuse(field) : ok(option)
}

/** The option as it is defined. */
export const readSelect: Reader = (value, field) => pick(value, field)

/** A list of options; text is one option, or several between `,`, `;` or `|`. Order kept, doubles dropped. */
export const readMultiSelect: Reader = (value, field) => {
  let items: unknown[]
  if (Array.isArray(value)) items = value
  else if (typeof value === 'string' && !pick(value, field).ok) items = value.split(/[,;|]/)
  else items = [value]
  const picked = new Set<string>()
  for (const item of items) {
    if (isBlank(item)) continue
    const option = pick(item, field)
    if (!option.ok) return option
    picked.add(option.value)
  }
  return ok(picked.size === 0 ? undefined : [...picked])
}
