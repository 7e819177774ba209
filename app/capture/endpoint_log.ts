import type { Entity } from '#entities/types'

/** What came under a key: the field it means, and its value as far as it tells nothing of a person. */
export interface LoggedKey {
  key: string
  field: string | null
  shown: string
}

/** Values of these say what kind of lead it is, not whose. */
const TELLING = new Set(['select', 'multi_select', 'checkbox', 'number', 'money'])
const MOST_KEYS = 100
const MOST_TEXT = 80

/** The keys of a request for its log: no value of a person is in it, so nothing has to be erased from it. */
export function loggedKeys(
  sent: Readonly<Record<string, unknown>>,
  meant: ReadonlyMap<string, string>,
  entity: Entity
): LoggedKey[] {
  const fields = new Map(entity.fields.map((field) => [field.key, field]))
  return Object.keys(sent)
    .slice(0, MOST_KEYS)
    .map((key) => {
      const name = meant.get(key) ?? null
      const field = name === null ? undefined : fields.get(name)
      const open = field !== undefined && TELLING.has(field.type) && !field.encrypted
      return { key: key.slice(0, MOST_TEXT), field: name, shown: shown(sent[key], open) }
    })
}

function shown(value: unknown, open: boolean): string {
  if (value === null || value === undefined || value === '') return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return open ? text.slice(0, MOST_TEXT) : '•••'
}
