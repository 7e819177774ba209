import { parse } from 'yaml'
import { isRecord } from '#entities/fields/reader'
import type { Entity } from '#entities/types'
import { foldKey, matchKeys } from '#intake/match_keys'
import { INTAKE_CONTROL_KEYS } from '#intake/parse_lead_input'
import { type Problem, type Result, fail, ok } from '#shared/result'

/** Column (its name, or its number from 1) to the key it is posted under; null leaves the column out. */
export type ColumnMapping = ReadonlyMap<string, string | null>

const controls = new Set(INTAKE_CONTROL_KEYS.map(foldKey))

/** Reads a mapping file, YAML or JSON: `column: field`. A field may be `address.city`, or `external_id` and the like. */
export function readMapping(text: string, entity: Entity): Result<ColumnMapping, Problem[]> {
  let content: unknown
  try {
    content = parse(text)
  } catch (error) {
    return fail([
      { field: '', rule: 'syntax', message: (error as Error).message.split('\n', 1)[0] },
    ])
  }
  if (!isRecord(content))
    return fail([
      { field: '', rule: 'object', message: 'a mapping has lines such as "column: field"' },
    ])
  const problems: Problem[] = []
  const mapping = new Map<string, string | null>()
  for (const [column, target] of Object.entries(content)) {
    if (target === null || target === false) mapping.set(column, null)
    else if (typeof target === 'string' && isPostable(target, entity)) mapping.set(column, target)
    else {
      const message = `"${String(target)}" is no field of ${entity.key}`
      problems.push({ field: column, rule: 'exists', message })
    }
  }
  return problems.length > 0 ? fail(problems) : ok(mapping)
}

/** Would a value posted under this key find its place? */
export function isPostable(key: string, entity: Entity): boolean {
  if (controls.has(foldKey(key))) return true
  const matched = matchKeys({ [key]: 'x' }, entity)
  return matched.ok && Object.keys(matched.value.values).length > 0
}

/** What each column is posted under, by its place; null: not at all. */
export function postedKeys(header: string[], mapping: ColumnMapping | null): (string | null)[] {
  return header.map((name, i) => {
    const column = name.trim()
    for (const known of [column, String(i + 1)]) if (mapping?.has(known)) return mapping.get(known)!
    return column === '' ? null : column
  })
}

/** A first row is a header when one of its cells names a field or a mapped column. */
export function isHeader(cells: string[], mapping: ColumnMapping | null, entity: Entity): boolean {
  return cells.some((cell) => {
    const name = cell.trim()
    return name !== '' && (mapping?.has(name) || isPostable(name, entity))
  })
}
