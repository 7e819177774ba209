import type { Row, Table } from '#store/types'

type Read = (sql: string, params: string[][]) => Promise<Row[]>

interface Asked {
  values: Set<string>
  rows: Promise<Map<string, Row[]>>
}

/**
 * Look-ups of rows by a key. Those that are made in one turn of the event loop share a query: leads come and go in
 * groups, and on a database far away the trips are what costs.
 */
export class GatheredReads {
  #asked = new Map<string, Asked>()

  constructor(private read: Read) {}

  async rowsBy(table: Table, column: string, values: string[]): Promise<Row[]> {
    if (!values.length) return []
    const name = `${table} ${column}`
    let asked = this.#asked.get(name)
    if (!asked) this.#asked.set(name, (asked = this.#ask(name, table, column)))
    for (const value of values) asked.values.add(value)
    const found = await asked.rows
    return values.flatMap((value) => found.get(value) ?? [])
  }

  #ask(name: string, table: Table, column: string): Asked {
    const values = new Set<string>()
    const turnEnds = new Promise((resolve) => setImmediate(resolve))
    const rows = turnEnds.then(async () => {
      this.#asked.delete(name)
      const sql = `select * from "${table}" where "${column}" in (??) order by id`
      return Map.groupBy(await this.read(sql, [[...values]]), (row) => row[column] as string)
    })
    return { values, rows }
  }
}
