import type { Entity } from '#entities/types'
import type { LeadView } from '#sdk'

/**
 * A stored lead as a script under trial gets it: what is kept encrypted has its shape and not its value, so that no
 * script spells out what nobody may read without a trace. A made-up or typed lead holds no secret of anybody.
 */
export function withStandIns(
  { fields }: Pick<Entity, 'fields'>,
  view: LeadView
): { view: LeadView; keys: string[] } {
  const values = { ...view.values }
  const keys: string[] = []
  for (const { key, encrypted } of fields) {
    if (!encrypted || values[key] === undefined || values[key] === null) continue
    values[key] = standIn(values[key])
    keys.push(key)
  }
  return { view: { ...view, values }, keys }
}

/** "987-65-4321" is "000-00-0000": as long, with the same marks. */
function standIn(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\p{N}/gu, '0').replace(/\p{L}/gu, 'x')
  if (typeof value === 'number') return 0
  if (Array.isArray(value)) return value.map(standIn)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, standIn(one)]))
  return typeof value === 'boolean' ? false : value
}
