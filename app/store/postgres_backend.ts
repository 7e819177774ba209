import pg from 'pg'
import { Changes, INSERT_ORDER, LOCK_ORDER, LockedRows, inOrder } from '#store/locked_rows'
import { REFRESH_LEAD_STATUS } from '#store/refresh_lead'
import type { Backend, Lock, Row, Table, Value, Work, WorkOutcome } from '#store/types'

const DEADLOCK_RETRIES = 5
const CONFLICTS = new Set(['40P01', '40001'])

/**
 * Group commit on PostgreSQL: a batch is one transaction with one statement per table, rows handed over as one JSON
 * parameter. Rows are locked table by table in a fixed order, sorted by value.
 */
export class PostgresBackend implements Backend {
  readonly dialect = 'postgres'
  readonly overlap = 1
  #pool: pg.Pool

  constructor(connectionString: string, max = 10) {
    this.#pool = new pg.Pool({ connectionString, max, application_name: 'sluice' })
    // An idle connection that the server cuts is replaced by the next query; without a listener it ends the process.
    this.#pool.on('error', () => {})
  }

  async commit(works: Work<unknown>[], attempt = 0): Promise<WorkOutcome[]> {
    let client: pg.PoolClient
    try {
      client = await this.#pool.connect()
    } catch (error) {
      return works.map(() => ({ ok: false, error }))
    }
    let failure: unknown
    try {
      await client.query('begin')
      const outcomes = await this.#run(client, works)
      await client.query('commit')
      client.release()
      return outcomes
    } catch (error) {
      failure = error
      // A connection that cannot even roll back is thrown away.
      await client.query('rollback').then(
        () => client.release(),
        (lost) => client.release(lost)
      )
    }
    const code = (failure as { code?: string }).code ?? ''
    if (CONFLICTS.has(code) && attempt < DEADLOCK_RETRIES) {
      await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20 * (attempt + 1)))
      return this.commit(works, attempt + 1)
    }
    if (works.length === 1) return [{ ok: false, error: failure }]
    const single: WorkOutcome[] = []
    for (const work of works) single.push(...(await this.commit([work])))
    return single
  }

  async all(sql: string, params: (Value | Value[])[] = []): Promise<Row[]> {
    let at = 0
    const text = sql.replace(/in \(\?\?\)/gi, '= any(?)').replace(/\?/g, () => `$${++at}`)
    const { rows } = await this.#pool.query(text, params)
    return rows
  }

  async close() {
    await this.#pool.end()
  }

  async #run(client: pg.PoolClient, works: Work<unknown>[]): Promise<WorkOutcome[]> {
    const locked = new LockedRows()
    await this.#lock(client, works, locked)
    const changes = new Changes()
    const outcomes = works.map((work): WorkOutcome => {
      const { result, writes } = work.decide(locked)
      for (const write of writes) {
        locked.apply(write)
        changes.add(write)
      }
      return { ok: true, result }
    })
    await this.#write(client, changes, locked)
    return outcomes
  }

  async #lock(client: pg.PoolClient, works: Work<unknown>[], locked: LockedRows) {
    const groups = new Map<string, Map<string, Lock>>()
    for (const work of works)
      for (const lock of work.locks) {
        const name = `${lock.table} ${lock.column ?? 'id'}`
        const group = groups.get(name) ?? new Map<string, Lock>()
        if (!group.size) groups.set(name, group)
        group.set(lock.value, lock)
      }
    const order = (name: string) => LOCK_ORDER.indexOf(name.slice(0, name.indexOf(' ')) as Table)
    for (const [name, group] of [...groups].sort(
      (a, b) => order(a[0]) - order(b[0]) || (a[0] < b[0] ? -1 : 1)
    )) {
      const [table, column] = name.split(' ') as [Table, string]
      const held = await this.#hold(client, table, column, group)
      for (const [value, lock] of group) locked.add(lock, held.get(value) ?? null)
    }
  }

  /** Locks the rows of one table, and makes those that are missing and have a seed, so that they are held too. */
  async #hold(
    client: pg.PoolClient,
    table: Table,
    column: string,
    group: Map<string, Lock>
  ): Promise<Map<string, Row>> {
    const held = new Map<string, Row>()
    const values = [...group.keys()].sort()
    const select = async (wanted: string[]) => {
      const { rows } = await client.query({
        name: `hold ${table} ${column}`,
        text: `select * from "${table}" where "${column}" = any($1) order by "${column}" for update`,
        values: [wanted],
      })
      for (const row of rows as Row[]) held.set(row[column] as string, row)
    }
    const missing = () => values.filter((value) => group.get(value)!.seed && !held.has(value))
    const make = async () => {
      const seeds = missing().map((value) => group.get(value)!.seed!)
      for (const [columns, rows] of bySignature(seeds)) {
        const { rows: made } = await client.query(
          `${insertSql(table, columns, 1)} on conflict do nothing returning id`,
          [JSON.stringify(rows)]
        )
        const ids = new Set(made.map((row) => row.id))
        for (const row of rows) if (ids.has(row.id)) held.set(row.id as string, row)
      }
    }
    // Keys are nearly always new, buckets nearly always there: the likely case costs one statement.
    if (MOSTLY_NEW.has(table)) await make()
    const wanted = values.filter((value) => !held.has(value))
    if (wanted.length) await select(wanted)
    if (missing().length) {
      await make()
      if (missing().length) await select(missing())
    }
    return held
  }

  /** All rows of a batch in one statement: each part sees the same moment, foreign keys are judged behind them all. */
  async #write(client: pg.PoolClient, changes: Changes, locked: LockedRows) {
    const parts: string[] = []
    const values: string[] = []
    const add = (sql: (parameter: number) => string, rows: Row[]) => {
      values.push(JSON.stringify(rows))
      parts.push(sql(values.length))
    }
    for (const table of inOrder(INSERT_ORDER, changes.inserts.keys()))
      for (const [columns, rows] of bySignature([...changes.inserts.get(table)!.values()]))
        add((parameter) => insertSql(table, columns, parameter), rows)
    const updates = locked.dirty()
    for (const table of inOrder(LOCK_ORDER, changes.updates.keys())) {
      const rows = [...changes.updates.get(table)!].map(([id, set]) => ({ ...set, id }))
      updates.set(table, [...(updates.get(table) ?? []), ...rows])
    }
    for (const [table, rows] of updates)
      for (const [columns, group] of bySignature(rows))
        add((parameter) => updateSql(table, columns, parameter), group)
    if (parts.length === 1) await client.query(parts[0], values)
    else if (parts.length)
      await client.query(
        `with ${parts.map((part, n) => `w${n} as (${part})`).join(', ')} select 1`,
        values
      )
    if (changes.refresh.size) await this.#refresh(client, changes.refresh)
  }

  async #refresh(client: pg.PoolClient, refresh: Map<string, number>) {
    const leads = [...refresh.keys()].sort()
    // Held first: the statement after it sees what a process that finished a sibling run has just committed.
    await client.query({
      name: 'hold leads',
      text: 'select id from leads where id = any($1) order by id for update',
      values: [leads],
    })
    await client.query({
      name: 'refresh leads',
      text: `${REFRESH_LEAD_STATUS.replace('?', '$1')} where leads.id = any($2)`,
      values: [Math.max(...refresh.values()), leads],
    })
  }
}

const MOSTLY_NEW = new Set<Table>(['lead_keys', 'idempotency_keys'])

function insertSql(table: string, columns: string[], parameter: number): string {
  const list = columns.map((column) => `"${column}"`).join(',')
  return `insert into "${table}" (${list}) select ${list} from json_populate_recordset(null::"${table}", $${parameter}::json)`
}

function updateSql(table: string, columns: string[], parameter: number): string {
  const set = columns.filter((column) => column !== 'id').map((c) => `"${c}" = x."${c}"`)
  return `update "${table}" t set ${set.join(',')} from json_populate_recordset(null::"${table}", $${parameter}::json) x where t.id = x.id`
}

function bySignature(rows: Row[]): [string[], Row[]][] {
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
