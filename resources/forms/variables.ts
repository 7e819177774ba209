/*
 * The names templates may read, as the editor offers them.
 */
import type { Completion } from '../code/types.js'

interface Named {
  key: string
  label: string
  type: string
}

const KNOWN: Record<string, readonly string[]> = {
  lead: ['id', 'entity', 'source', 'created_at', 'test'],
  delivery: ['id', 'callback_url', 'price', 'currency', 'attempt', 'ping_reference'],
  partner: ['key', 'name', 'email'],
  assignment: ['key'],
  profile: ['key', 'name'],
  account: ['key', 'name'],
}

/** As app/sdk/automation_templates.ts has them. */
const KNOWN_TO_AUTOMATIONS: typeof KNOWN = {
  lead: [...KNOWN.lead, 'stage'],
  event: ['type', 'at'],
  partner: ['key', 'name', 'email'],
  profile: ['key', 'name'],
  invoice: ['number', 'due', 'currency', 'due_day'],
  automation: ['key', 'name'],
  account: ['key', 'name'],
}

const PARTS: Partial<Record<string, readonly string[]>> = {
  address: [
    ...['street', 'number', 'postal_code', 'city'],
    ...['state', 'country', 'latitude', 'longitude'],
  ],
  money: ['amount', 'currency'],
  file: ['name', 'type', 'size', 'url'],
}

/** Fields of the entity first, with their parts; then what Sluice knows. `describe` says what one of those is. */
export function templateVariables(
  fields: readonly Named[],
  describe: (name: string) => string,
  of?: 'automation'
): Completion[] {
  const own = fields.flatMap(({ key, label, type }): Completion[] => [
    { label: `lead.${key}`, detail: label },
    ...(PARTS[type] ?? []).map((part) => ({ label: `lead.${key}.${part}`, detail: label })),
  ])
  const taken = new Set(own.map(({ label }) => label))
  const names = of === 'automation' ? KNOWN_TO_AUTOMATIONS : KNOWN
  const known = Object.entries(names).flatMap(([root, parts]) =>
    parts.map((name) => ({ label: `${root}.${name}`, detail: describe(`${root}.${name}`) }))
  )
  return [...own, ...known.filter(({ label }) => !taken.has(label))]
}
