import pg from 'pg'
import { GatheredReads } from '#store/gathered_reads'
import { Changes, INSERT_ORDER, LOCK_ORDER, LockedRows, inOrder } from '#store/locked_rows'
import { PreparedNames } from '#store/prepared_names'
import { REFRESH_LEAD_STATUS } from '#store/refresh_lead'
import { bySignature, insertSql, updateSql } from '#store/postgres_sql'
import { PostgresStatistics } from '#store/postgres_statistics'
import type { Backend, Lock, Row, Table, Value, Work, WorkOutcome } from '#store/types'

const DEADLOCK_RETRIES = 5
const CONFLICTS = new Set(['40P01', '40001'])

/**
 * Group commit on PostgreSQL: a batch is one transaction with one statement per table, rows handed over as one JSON
 * parameter. Rows are locked table by table in a fixed order, sorted by value.
 *
 * What waits is not the database but the trips to it: between two of them a busy process does other things. So a batch
 * makes two, one that begins and holds, one that writes and commits, each of several statements sent at once.
 */
export class PostgresBackend implements Backend {
  readonly dialect = 'postgres'
  readonly overlap = 3
  readonly gatherMs = 0
  #pool: pg.Pool
  #statistics: PostgresStatistics
  #names = new PreparedNames()
  #reads = new GatheredReads((sql, params) => this.all(sql, params))

  constructor(connectionString: string, max = 10) {
    this.#pool = new pg.Pool({ connectionString, max, pipeline: true, application_name: 'sluice' })
    // An idle connection that the server cuts is replaced by the next query; without a listener it ends the process.
    this.#pool.on('error', () => {})
    this.#statistics = new PostgresStatistics(this.#pool)
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
      const outcomes = await this.#run(client, works)
      client.release()
      this.#statistics.committed(works.length)
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
    const values = [...params]
    let at = 0
    const text = sql.replace(/in \(\?\?\)|\?/gi, (mark) => {
      const place = at++
      if (mark === '?') return `$${at}`
      const list = values[place] as Value[]
      // For one value the plan is always the same and is kept; for a list it is made anew at every call.
      if (list.length !== 1) return `= any($${at})`
      values[place] = list[0]
      return `= $${at}`
    })
    const { rows } = await this.#pool.query({ name: this.#names.of(text), text, values })
    return rows
  }

  rowsBy(table: Table, column: string, values: string[]): Promise<Row[]> {
    return this.#reads.rowsBy(table, column, values)
  }

  async close() {
    await this.#pool.end()
  }

  async #run(client: pg.PoolClient, works: Work<unknown>[]): Promise<WorkOutcome[]> {
    const locked = await this.#hold(client, works)
    const changes = new Changes()
    const outcomes = works.map((work): WorkOutcome => {
      const { result, writes } = work.decide(locked)
      for (const write of writes) {
        locked.apply(write)
        changes.add(write)
      }
      return { ok: true, result }
    })
    // A statement that fails fails those behind it, and turns the commit into a rollback.
    await Promise.all([...this.#write(client, changes, locked), client.query('commit')])
    return outcomes
  }

  /** Begins, and holds the rows of all locks, table by table; those that are missing and have a seed are made. */
  async #hold(client: pg.PoolClient, works: Work<unknown>[]): Promise<LockedRows> {
    const groups = lockGroups(works)
    const found = groups.map(() => new Map<string, Row>())
    const take = (n: number, rows: Row[]) => {
      for (const row of rows) found[n].set(row[groups[n].column] as string, row)
    }
    // All of a batch are look-ups by key: planned once, not for every list of keys anew.
    const sent: Promise<unknown>[] = [
      client.query('begin'),
      client.query('set local plan_cache_mode = force_generic_plan'),
    ]
    for (const [n, group] of groups.entries()) {
      const values = [...group.locks.keys()].sort()
      // Keys are nearly always new, buckets nearly always there: the likely case costs no trip of its own.
      if (MOSTLY_NEW.has(group.table)) sent.push(this.#makeSeeds(client, group, values))
      sent.push(select(client, group, values).then((rows) => take(n, rows)))
    }
    await Promise.all(sent)
    for (const [n, group] of groups.entries()) {
      const missing = [...group.locks]
        .filter(([value, { seed }]) => seed && !found[n].has(value))
        .map(([value]) => value)
        .sort()
      if (!missing.length) continue
      const [, rows] = await Promise.all([
        this.#makeSeeds(client, group, missing),
        select(client, group, missing),
      ])
      take(n, rows)
    }
    const locked = new LockedRows()
    for (const [n, group] of groups.entries())
      for (const [value, lock] of group.locks) locked.add(lock, found[n].get(value) ?? null)
    return locked
  }

  async #makeSeeds(client: pg.PoolClient, { table, locks }: LockGroup, values: string[]) {
    const seeds = values.flatMap((value) => {
      const { seed } = locks.get(value)!
      return seed ? [seed] : []
    })
    await Promise.all(
      bySignature(seeds).map(([columns, rows]) => {
        const text = `${insertSql(table, columns, 1)} on conflict do nothing`
        return client.query({ name: this.#names.of(text), text, values: [JSON.stringify(rows)] })
      })
    )
  }

  /** All rows of a batch in one statement: each part sees the same moment, foreign keys are judged behind them all. */
  #write(client: pg.PoolClient, changes: Changes, locked: LockedRows): Promise<unknown>[] {
    const parts: string[] = []
    const values: (string | string[])[] = []
    const parameter = (value: string | string[]) => values.push(value)
    for (const table of inOrder(INSERT_ORDER, changes.inserts.keys()))
      for (const [columns, rows] of bySignature([...changes.inserts.get(table)!.values()]))
        parts.push(insertSql(table, columns, parameter(JSON.stringify(rows))))
    const updates = locked.dirty()
    for (const table of inOrder(LOCK_ORDER, changes.updates.keys())) {
      const rows = [...changes.updates.get(table)!].map(([id, set]) => ({ ...set, id }))
      updates.set(table, [...(updates.get(table) ?? []), ...rows])
    }
    for (const [table, rows] of updates)
      for (const [columns, group] of bySignature(rows))
        parts.push(
          updateSql(
            table,
            columns,
            parameter(JSON.stringify(group)),
            parameter(group.map(({ id }) => id as string))
          )
        )
    const sent: Promise<unknown>[] = changes.clears.map(({ clear, column, value: from }) =>
      client.query(`delete from "${clear}" where "${column}" = $1`, [from])
    )
    if (parts.length) {
      const text =
        parts.length === 1
          ? parts[0]
          : `with ${parts.map((part, n) => `w${n} as (${part})`).join(', ')} select 1`
      sent.push(client.query({ name: this.#names.of(text), text, values }))
    }
    if (changes.refresh.size) sent.push(...this.#refresh(client, changes.refresh))
    return sent
  }

  #refresh(client: pg.PoolClient, refresh: Map<string, number>): Promise<unknown>[] {
    const leads = [...refresh.keys()].sort()
    return [
      // Held first: the statement after it sees what a process that finished a sibling run has just committed.
      client.query({
        name: 'hold leads',
        text: 'select id from leads where id = any($1) order by id for update',
        values: [leads],
      }),
      client.query({
        name: 'refresh leads',
        text: `${REFRESH_LEAD_STATUS.replace('?', '$1')} where leads.id = any($2)`,
        values: [Math.max(...refresh.values()), leads],
      }),
    ]
  }
}

interface LockGroup {
  table: Table
  column: string
  locks: Map<string, Lock>
}

/** The locks of a batch by table and column, in the order in which every process takes them. */
function lockGroups(works: Work<unknown>[]): LockGroup[] {
  const groups = new Map<string, LockGroup>()
  for (const work of works)
    for (const lock of work.locks) {
      const { table, column = 'id' } = lock
      const name = `${table} ${column}`
      const group = groups.get(name) ?? { table, column, locks: new Map() }
      groups.set(name, group)
      group.locks.set(lock.value, lock)
    }
  const place = ({ table }: LockGroup) => LOCK_ORDER.indexOf(table)
  return [...groups.values()].sort((a, b) => place(a) - place(b) || (a.column < b.column ? -1 : 1))
}

async function select(client: pg.PoolClient, group: LockGroup, values: string[]): Promise<Row[]> {
  const { table, column } = group
  const { rows } = await client.query({
    name: `hold ${table} ${column}`,
    text: `select * from "${table}" where "${column}" = any($1) order by "${column}" for update`,
    values: [values],
  })
  return rows as Row[]
}

const MOSTLY_NEW = new Set<Table>(['lead_keys', 'idempotency_keys', 'suppression_entries'])
