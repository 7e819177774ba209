import type { Change, FieldChange } from '#distribution/blueprint/types'

const WORDS: Record<Change['action'], string> = {
  create: 'created',
  update: 'changed',
  delete: 'deleted',
  publish: 'published',
}
const SIGNS: Record<Change['action'], string> = {
  create: '+',
  update: '~',
  delete: '-',
  publish: '^',
}
const MAX_SHOWN = 8
const MAX_VALUE = 60

/** A change for a person's eyes: `~ partners.sunco changed: caps.day 50 → 60`. */
export function describeChange({ action, object, changes = [] }: Change): string {
  const line = `${SIGNS[action]} ${object} ${WORDS[action]}`
  if (action === 'create' || changes.length === 0) return line
  const shown = changes.slice(0, MAX_SHOWN).map(describeField)
  if (changes.length > MAX_SHOWN) shown.push(`… and ${changes.length - MAX_SHOWN} more`)
  return `${line}: ${shown.join('; ')}`
}

const describeField = ({ path, from, to }: FieldChange) => `${path} ${brief(from)} → ${brief(to)}`

function brief(value: unknown): string {
  if (value === null || value === undefined) return '(none)'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text
}
