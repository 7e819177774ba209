import { ADDRESS_PARTS } from '#entities/types'
import { isEncrypted } from '#entities/field_crypto'
import { isMissing, numberForm } from '#routing/compare'
import type { Row } from '#store/types'
import { searchWords } from '#distribution/lead_search/search_words'
import { PRESENCE, numberText, restOf, textOfTerm } from '#distribution/lead_search/term'

/** Spaces of the lead's own columns; a field's key has no such sign. */
export const COLUMN = {
  entity: '@entity',
  status: '@status',
  stage: '@stage',
  assignee: '@assignee',
  tags: '@tags',
  source: '@source',
  externalId: '@external',
  test: '@test',
  merged: '@merged',
} as const
export const WORDS = '.w'

/** Parts of values that are objects, whatever type the field has today. */
const MONEY = ['amount', 'currency']
const PARTS = [...ADDRESS_PARTS, ...MONEY, 'name', 'type', 'size', 'url']

/** What a term keeps of a blind index. */
export const hashText = (hash: string): string => hash.slice(0, 24)

/** Columns of `leads` that terms are made of, and by which a search judges them. */
export const TERM_COLUMNS =
  'id, entity_id, status, stage, assignee, tags, source, external_id, "values", test, created_at, merged_into'

/** Takes a term: its space, and what follows there (see `term.ts`). */
export type PutTerm = (space: string, rest: string) => void

/**
 * Everything a lead is found by. It is made of what is stored alone, not of how the fields are declared today, so that a
 * changed declaration leaves the index right. `hashes`: blind indexes of its encrypted fields.
 */
export function leadTerms(
  row: Row,
  hashes: readonly { field: string; hash: string }[],
  put: PutTerm
): void {
  const column = (space: string, value: unknown) => {
    if (value === null || value === undefined) return
    put(space, restOf('r', value as string))
    if (!isMissing(value)) put(space, PRESENCE)
  }
  column(COLUMN.entity, row.entity_id)
  column(COLUMN.status, row.status)
  column(COLUMN.stage, row.stage)
  column(COLUMN.assignee, row.assignee)
  if (row.tags) {
    put(COLUMN.tags, PRESENCE)
    for (const id of JSON.parse(row.tags as string) as string[]) put(COLUMN.tags, restOf('r', id))
  }
  column(COLUMN.source, row.source)
  column(COLUMN.externalId, row.external_id)
  put(COLUMN.test, PRESENCE)
  put(COLUMN.test, restOf('b', row.test ? '1' : '0'))
  // Few are: the others have no such term.
  if (row.merged_into) put(COLUMN.merged, restOf('r', '1'))
  const values = JSON.parse(row.values as string) as Record<string, unknown>
  for (const field of Object.keys(values)) {
    const value = values[field]
    const hash = isEncrypted(value) ? hashes.find((one) => one.field === field)?.hash : undefined
    if (hash) {
      put(field, PRESENCE)
      put(field, restOf('h', hashText(hash)))
    } else addValue(put, field, value)
  }
  for (const word of searchWords(values, row.external_id as string | null))
    put(WORDS, restOf('w', word))
}

function addValue(put: PutTerm, space: string, value: unknown): void {
  if (isMissing(value)) return
  put(space, PRESENCE)
  if (typeof value === 'string') put(space, textRest(value))
  else if (typeof value === 'number') put(space, restOf('n', numberText(value)))
  else if (typeof value === 'boolean') put(space, restOf('b', value ? '1' : '0'))
  else if (Array.isArray(value)) for (const entry of value) put(space, entryRest(entry))
  else addObject(put, space, value as Record<string, unknown>)
}

function textRest(text: string): string {
  const folded = isSealed(text) ? null : textOfTerm(text)
  return folded === null ? UNHELD : restOf('s', folded)
}

function entryRest(entry: unknown): string {
  const folded = typeof entry === 'string' ? textOfTerm(entry) : null
  return folded === null ? UNHELD : restOf('l', folded)
}

function addObject(put: PutTerm, space: string, value: Record<string, unknown>): void {
  const amount =
    Object.hasOwn(value, 'amount') && Object.keys(value).every((key) => MONEY.includes(key))
      ? numberForm(value.amount)
      : undefined
  put(space, amount === undefined ? UNHELD : restOf('m', numberText(amount)))
  for (const part of PARTS)
    if (Object.hasOwn(value, part)) addValue(put, `${space}.${part}`, value[part])
}

const UNHELD = restOf('u', '')
const isSealed: (text: string) => boolean = isEncrypted
