import { ADDRESS_PARTS, type Entity, type Field } from '#entities/types'
import type { SourceRules } from '#intake/bind_source'
import { type PostingWords, filled } from '#capture/posting/words/words'

/** One line of the table of fields; what it does not say is ''. */
export interface FieldRow {
  key: string
  label: string
  /** What it is for, as the entity has it. */
  help: string
  type: string
  required: boolean
  /** Sentences. */
  rules: string
  /** Values it may have, all of them. */
  options: string[]
  example: string
  /** A part of the address above it. */
  part: boolean
}

export interface Around {
  words: PostingWords
  currency: string
  /** In the language of the document; '' where none is known. */
  country: string
  sample: Record<string, unknown>
}

/** The entity as a source sees it: without what it does not send, with the options it may use. */
export const seenBy = (entity: Entity, { hidden, fixed, allowed }: SourceRules): Field[] =>
  entity.fields
    .filter(({ key }) => !hidden.includes(key) && !Object.hasOwn(fixed, key))
    .map((field) =>
      Object.hasOwn(allowed, field.key) ? { ...field, options: allowed[field.key] } : field
    )

/** Fields that are the same for every lead of the source, and may be known. */
export const fixedRows = (
  entity: Entity,
  { hidden, fixed }: SourceRules,
  words: PostingWords
): { key: string; label: string; text: string }[] =>
  entity.fields
    .filter(({ key }) => Object.hasOwn(fixed, key) && !hidden.includes(key))
    .map(({ key, label }) => ({
      ...{ key, label },
      text: filled(words.fields.fixed, { value: JSON.stringify(fixed[key]) }),
    }))

export const fieldRows = (fields: readonly Field[], around: Around): FieldRow[] =>
  fields.flatMap((field) => [fieldRow(field, around), ...partRows(field, around)])

function fieldRow(field: Field, { words, currency, country, sample }: Around): FieldRow {
  const phone = country ? filled(words.phoneCountry, { country }) : ''
  const value = sample[field.key]
  return {
    ...{ key: field.key, label: field.label, help: field.help ?? '' },
    type: words.type[field.type],
    required: field.required && (field.default === null || field.default === undefined),
    rules: filled(words.formats[field.type], { currency, country: phone }),
    options: field.options ?? [],
    // Of an address its parts have one each.
    example: value === undefined || field.type === 'address' ? '' : JSON.stringify(value),
    part: false,
  }
}

function partRows({ key, type }: Field, { words, sample }: Around): FieldRow[] {
  if (type !== 'address') return []
  const address = sample[key] as Record<string, unknown>
  return ADDRESS_PARTS.map((name) => ({
    ...{ key: `${key}.${name}`, label: '', help: '', options: [], required: false, part: true },
    type: words.type[name === 'latitude' || name === 'longitude' ? 'number' : 'text'],
    rules: words.parts[name],
    example: JSON.stringify(address[name]),
  }))
}
