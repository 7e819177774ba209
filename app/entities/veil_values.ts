import type { Entity, FieldType } from '#entities/types'
import { patternOfValues } from '#entities/value_patterns'

export const VEILED = '[personal]'

/** What may name a person. A choice, a number or a yes says nothing by itself, and reasons speak of them. */
const NAMING: ReadonlySet<FieldType> = new Set([
  'text',
  'long_text',
  'email',
  'phone',
  'date',
  'url',
  'file',
  'address',
])

export type Veil = <T extends string | null | undefined>(text: T) => T

/**
 * Takes a lead's values out of texts that others write about it (reasons, references, faults), so that what is never
 * erased holds none. `valuesOf` gives all the lead has or had; nothing is built before there is a text.
 */
export function veilOf(
  entity: Entity,
  valuesOf: () => readonly Readonly<Record<string, unknown>>[]
): Veil {
  let pattern: RegExp | null | undefined
  let marks: string[] | undefined
  const values = () => {
    const all = valuesOf()
    return entity.fields
      .filter((field) => NAMING.has(field.type))
      .flatMap(({ key, type }) => all.map((one) => namingPart(one[key], type)))
      .filter((value) => value !== undefined && value !== null)
  }
  return (text) => {
    if (!text) return text
    if (isPlain(text)) {
      marks ??= values().flatMap(marksOf)
      const folded = fold(text)
      if (!marks.some((mark) => folded.includes(mark))) return text
    }
    if (pattern === undefined) pattern = patternOfValues(values())
    return (pattern ? text.replace(pattern, VEILED) : text) as typeof text
  }
}

/** Of an address the street and place, not the country or the state; of a file its name. */
function namingPart(value: unknown, type: FieldType): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { street, postal_code: postalCode, name, url } = value as Record<string, unknown>
  return type === 'address' ? [street, postalCode] : type === 'file' ? [name, url] : value
}

/** Short and without escapes: then a value stands in it as it is, give or take separators and case. */
const isPlain = (text: string) => text.length <= 64 && !/[%&\\=]/.test(text)

const fold = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

function marksOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(marksOf)
  const folded = fold(String(value ?? ''))
  // A number may come without its country code.
  return folded === '' ? [] : [/^\d{7,}$/.test(folded) ? folded.slice(-6) : folded]
}
