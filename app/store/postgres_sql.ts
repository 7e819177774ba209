import type { Row } from '#store/types'

/** Writes rows handed over as one JSON parameter, which all have these columns. */
export function insertSql(table: string, columns: string[], parameter: number): string {
  const list = columns.map((column) => `"${column}"`).join(',')
  return `insert into "${table}" (${list}) select ${list} from json_populate_recordset(null::"${table}", $${parameter}::json)`
}

/**
 * Changes the rows of these ids by one JSON parameter. The ids stand beside it, as the planner takes any JSON for a
 * hundred rows and reads a small table from end to end for them.
 */
export function updateSql(table: string, columns: string[], rows: number, ids: number): string {
  const set = columns.filter((column) => column !== 'id').map((c) => `"${c}" = x."${c}"`)
  return `update "${table}" t set ${set.join(',')} from json_populate_recordset(null::"${table}", $${rows}::json) x where t.id = x.id and t.id = any($${ids}::text[])`
}

/** Rows by the columns they have: a statement names them once. */
export function bySignature(rows: Row[]): [string[], Row[]][] {
  const groups = new Map<string, [string[], Row[]]>()
  for (const row of rows) {
    const columns = Object.keys(row)
    const key = columns.join(' ')
    const group = groups.get(key)
    if (group) group[1].push(row)
    else groups.set(key, [columns, [row]])
  }
  return [...groups.values()]
}
