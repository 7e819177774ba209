import Database from 'better-sqlite3'
import { fdatasync, openSync, closeSync } from 'node:fs'
import { prepareSqlite } from '#config/database'
import { Checkpointer } from '#store/checkpointer'
import { Changes, INSERT_ORDER, LockedRows, inOrder } from '#store/locked_rows'
import { REFRESH_LEAD_STATUS } from '#store/refresh_lead'
import type { Backend, Row, Table, Value, Work, WorkOutcome } from '#store/types'

const MAX_CACHED_READS = 500
const BUSY_GIVE_UP_MS = 30_000

type Bindable = string | number | null | Buffer
const bindable = (value: Value | undefined): Bindable =>
  typeof value === 'boolean' ? (value ? 1 : 0) : (value ?? null)

type Verb = 'put' | 'insert' | 'update'
const quoted = (columns: string[]) => columns.map((column) => `"${column}"`).join(',')
const insert = (table: Table, columns: string[]) =>
  `insert into "${table}" (${quoted(columns)}) values (${columns.map(() => '?').join(',')})`
const SQL: Record<Verb, (table: Table, columns: string[]) => string> = {
  insert,
  put: (table, columns) =>
    `${insert(table, columns)} on conflict (id) do update set ${columns
      .filter((column) => column !== 'id')
      .map((column) => `"${column}" = excluded."${column}"`)
      .join(',')}`,
  update: (table, columns) =>
    `update "${table}" set ${columns.map((column) => `"${column}" = ?`).join(',')} where id = ?`,
}

/**
 * Group commit on SQLite: a batch is one synchronous transaction of prepared statements on an own connection. The
 * commit itself does not wait for the disk (that would stop the whole process for it): the log is synced beside, one
 * sync for all batches committed meanwhile, and a batch is answered when the sync that covers it is done. A power
 * failure keeps a prefix of the log, so what was answered is kept: as durable as synchronous = FULL.
 */
export class SqliteBackend implements Backend {
  readonly dialect = 'sqlite'
  readonly overlap = 1
  readonly gatherMs = 1
  #db: Database.Database
  #statements = new Map<string, Database.Statement>()
  #reads = new Map<string, Database.Statement>()
  #checkpointer: Checkpointer
  #log: string
  #logFd: number | null = null
  #syncing: Promise<void> | null = null

  constructor(filename: string) {
    this.#db = new Database(filename)
    prepareSqlite(this.#db)
    // Never wait inside SQLite: the lock may be held by a query of this very process that needs the event loop.
    this.#db.pragma('busy_timeout = 0')
    this.#db.pragma('synchronous = NORMAL')
    this.#log = `${filename}-wal`
    this.#checkpointer = new Checkpointer(filename)
  }

  async commit(works: Work<unknown>[]): Promise<WorkOutcome[]> {
    // From here to the commit nothing waits: another batch must not begin inside this transaction.
    if (!this.#tryToBegin()) await this.#waitToBegin()
    let outcomes: WorkOutcome[]
    try {
      outcomes = this.#run(works)
      this.#statement('commit').run()
    } catch (error) {
      if (this.#db.inTransaction) this.#statement('rollback').run()
      if (works.length === 1) return [{ ok: false, error }]
      const single: WorkOutcome[] = []
      for (const work of works) single.push(...(await this.commit([work])))
      return single
    }
    await this.#durable()
    return outcomes
  }

  async all(sql: string, params: (Value | Value[])[] = []): Promise<Row[]> {
    const flat: Bindable[] = []
    let at = 0
    const text = sql.replace(/\?\??/g, () => {
      const value = params[at++]
      if (!Array.isArray(value)) {
        flat.push(bindable(value))
        return '?'
      }
      flat.push(...value.map(bindable))
      return value.length ? value.map(() => '?').join(',') : 'null'
    })
    let statement = this.#reads.get(text)
    if (!statement) {
      statement = this.#db.prepare(text)
      if (this.#reads.size >= MAX_CACHED_READS) this.#reads.clear()
      this.#reads.set(text, statement)
    }
    return statement.all(...flat) as Row[]
  }

  async rowsBy(table: Table, column: string, values: string[]): Promise<Row[]> {
    const statement = this.#statement(`select * from "${table}" where "${column}" = ? order by id`)
    return values.flatMap((value) => statement.all(value) as Row[])
  }

  async close() {
    this.#statements.clear()
    this.#reads.clear()
    await this.#syncing?.catch(() => {})
    await this.#checkpointer.stop()
    if (this.#logFd !== null) closeSync(this.#logFd)
    this.#logFd = null
    this.#db.close()
  }

  #tryToBegin(): boolean {
    try {
      this.#statement('begin immediate').run()
      return true
    } catch (error) {
      if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return false
      throw error
    }
  }

  async #waitToBegin() {
    for (let waited = 0; waited < BUSY_GIVE_UP_MS;) {
      const pause = Math.min(2 + waited / 10, 50)
      waited += pause
      await new Promise((resolve) => setTimeout(resolve, pause))
      if (this.#tryToBegin()) return
    }
    throw new Error('E_DATABASE_BUSY: another process has held the database for 30 s')
  }

  /** Resolves when everything committed so far is on disk. */
  #durable(): Promise<void> {
    this.#logFd ??= openSync(this.#log, 'r+')
    const fd = this.#logFd
    const sync = new Promise<void>((resolve, reject) =>
      fdatasync(fd, (error) => (error ? reject(error) : resolve()))
    )
    this.#syncing = sync
    return sync
  }

  #run(works: Work<unknown>[]): WorkOutcome[] {
    const locked = new LockedRows()
    const changes = new Changes()
    for (const work of works)
      for (const lock of work.locks) {
        if (locked.has(lock)) continue
        const found = this.#statement(
          `select * from "${lock.table}" where "${lock.column ?? 'id'}" = ?`
        ).get(lock.value)
        locked.add(lock, (found as Row | undefined) ?? null)
      }
    const outcomes = works.map((work): WorkOutcome => {
      const { result, writes } = work.decide(locked)
      for (const write of writes) {
        locked.apply(write)
        changes.add(write)
      }
      return { ok: true, result }
    })
    this.#write(changes, locked)
    return outcomes
  }

  #write(changes: Changes, locked: LockedRows) {
    for (const { clear, column, value } of changes.clears)
      this.#statement(`delete from "${clear}" where "${column}" = ?`).run(value)
    for (const [table, rows] of locked.dirty())
      for (const row of rows) this.#writeRow('put', table, row)
    for (const table of inOrder(INSERT_ORDER, changes.inserts.keys()))
      for (const row of changes.inserts.get(table)!.values()) this.#writeRow('insert', table, row)
    for (const [table, rows] of changes.updates)
      for (const [id, set] of rows) this.#writeRow('update', table, set, id)
    for (const [lead, at] of changes.refresh)
      this.#statement(`${REFRESH_LEAD_STATUS} where leads.id = ?`).run(at, lead)
  }

  /** Statements are found by table and columns: making the text of each anew costs as much as running it. */
  #writeRow(verb: Verb, table: Table, row: Row, id?: string) {
    const columns = Object.keys(row)
    const name = `${verb} ${table} ${columns.join()}`
    let statement = this.#statements.get(name)
    if (!statement)
      this.#statements.set(name, (statement = this.#db.prepare(SQL[verb](table, columns))))
    const values: Bindable[] = []
    for (let i = 0; i < columns.length; i++) values.push(bindable(row[columns[i]]))
    if (id !== undefined) values.push(id)
    statement.run(values)
  }

  #statement(sql: string): Database.Statement {
    let statement = this.#statements.get(sql)
    if (!statement) this.#statements.set(sql, (statement = this.#db.prepare(sql)))
    return statement
  }
}
