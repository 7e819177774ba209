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

  constructor(connectionString: string, max = 6) {
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
      const [table, column] = name.split(' ')
      const values = [...group.keys()].sort()
      const select = async (): Promise<Row[]> => {
        const { rows } = await client.query(
          `select * from "${table}" where "${column}" = any($1) order by "${column}" for update`,
          [values]
        )
        return rows
      }
      let found = await select()
      const missing = values.filter(
        (value) => group.get(value)!.seed && !found.some((row) => row[column] === value)
      )
      if (missing.length) {
        await this.#insert(
          client,
          table,
          missing.map((value) => group.get(value)!.seed!),
          'on conflict do nothing'
        )
        found = await select()
      }
      const byValue = new Map(found.map((row) => [row[column] as string, row]))
      for (const [value, lock] of group) locked.add(lock, byValue.get(value) ?? null)
    }
  }

  async #write(client: pg.PoolClient, changes: Changes, locked: LockedRows) {
    for (const table of inOrder(INSERT_ORDER, changes.inserts.keys()))
      await this.#insert(client, table, [...changes.inserts.get(table)!.values()])
    for (const [table, rows] of locked.dirty()) await this.#update(client, table, rows)
    for (const table of inOrder(LOCK_ORDER, changes.updates.keys())) {
      const rows = [...changes.updates.get(table)!].map(([id, set]) => ({ ...set, id }))
      await this.#update(client, table, rows)
    }
    if (changes.refresh.size) {
      const leads = [...changes.refresh.keys()].sort()
      const at = Math.max(...changes.refresh.values())
      // Held first: the statement after it sees what a process that finished a sibling run has just committed.
      await client.query('select id from leads where id = any($1) order by id for update', [leads])
      await client.query(`${REFRESH_LEAD_STATUS.replace('?', '$1')} where leads.id = any($2)`, [
        at,
        leads,
      ])
    }
  }

  async #insert(client: pg.PoolClient, table: string, rows: Row[], conflict = '') {
    for (const [columns, group] of bySignature(rows)) {
      const list = columns.map((column) => `"${column}"`).join(',')
      await client.query(
        `insert into "${table}" (${list}) select ${list} from json_populate_recordset(null::"${table}", $1::json) ${conflict}`,
        [JSON.stringify(group)]
      )
    }
  }

  async #update(client: pg.PoolClient, table: string, rows: Row[]) {
    for (const [columns, group] of bySignature(rows)) {
      const set = columns.filter((column) => column !== 'id')
      await client.query(
        `update "${table}" t set ${set.map((c) => `"${c}" = x."${c}"`).join(',')}
         from json_populate_recordset(null::"${table}", $1::json) x where t.id = x.id`,
        [JSON.stringify(group)]
      )
    }
  }
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
