/*
 * The fields a rule may ask for: those of an entity with their parts, what Sluice knows of every lead, and the parts of
 * a partner's answer.
 */
import type { FieldType, RuleField, Translate } from './types.js'

export interface EntityField {
  key: string
  label: string
  type: string
  options?: string[] | null
}

const PARTS: Partial<Record<FieldType, Record<string, FieldType>>> = {
  address: {
    postal_code: 'text',
    city: 'text',
    state: 'text',
    country: 'text',
    street: 'text',
    number: 'text',
    latitude: 'number',
    longitude: 'number',
  },
  money: { currency: 'text' },
  file: { name: 'text', type: 'text', size: 'number' },
}

const LEAD: Record<string, FieldType> = {
  'lead.source': 'text',
  'lead.created_at': 'datetime',
  'lead.test': 'checkbox',
}

/** How a lead stands by now: what automations may ask. */
const STANDING: Record<string, FieldType> = {
  'lead.status': 'select',
  'lead.stage': 'text',
  'lead.assignee': 'text',
  'lead.tags': 'multi_select',
}
const STATUSES = ['received', 'distributing', 'sold', 'unsold', 'held']

/**
 * Fields of an entity with their parts, then those of every lead. `standing`: of leads that are read anew; its `tags` are
 * the keys to choose from.
 */
export function entityRuleFields(
  fields: readonly EntityField[],
  t: Translate,
  standing?: { tags: readonly string[] }
): RuleField[] {
  const own = fields.flatMap(({ key, label, type: name, options }): RuleField[] => {
    const type = name as FieldType
    const parts = Object.entries(PARTS[type] ?? {}).map(([part, of]) => ({
      key: `${key}.${part}`,
      label: t(`rules.part.${part}`),
      type: of,
      of: label,
    }))
    return [{ key, label, type, options }, ...parts]
  })
  const optionsOf: Record<string, string[]> = {
    'lead.status': STATUSES,
    'lead.tags': [...(standing?.tags ?? [])],
  }
  const known = Object.entries({ ...LEAD, ...(standing && STANDING) }).map(([key, type]) => ({
    key,
    label: t(`rules.lead.${key.slice('lead.'.length)}`),
    type,
    ...(optionsOf[key] && { options: optionsOf[key] }),
  }))
  return [...own, ...known]
}

/** "Home · City": a field by itself, outside of a list that shows what it belongs to. */
export const fullLabel = ({ label, of }: RuleField): string => (of ? `${of} · ${label}` : label)

const MAX_FIELDS = 200

/** What a rule on an answer may ask for: its fixed parts, and every path into `body`, an answer as it was read. */
export function answerRuleFields(body: unknown, headers: Record<string, string> = {}): RuleField[] {
  const paths = ['status', 'text', ...bodyPaths(body)]
  for (const name of Object.keys(headers)) paths.push(`headers.${name.toLowerCase()}`)
  return paths.map((key) => ({ key, label: key, type: key === 'status' ? 'number' : 'any' }))
}

/** Paths of the values inside an answer's body, from the top down. */
export function bodyPaths(body: unknown): string[] {
  const found: string[] = []
  const visit = (value: unknown, path: string) => {
    if (found.length >= MAX_FIELDS) return
    if (Array.isArray(value)) {
      // The first entry shows what the others look like.
      if (value.length > 0) visit(value[0], `${path}[0]`)
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, one] of Object.entries(value))
        if (/^[^\s.[\]]+$/.test(key)) visit(one, `${path}.${key}`)
    } else found.push(path)
  }
  visit(body, 'body')
  return found
}
