import { databaseUrl, sqliteFile } from '#config/database'
import { GroupWriter } from '#store/group_writer'
import { PostgresBackend } from '#store/postgres_backend'
import { SqliteBackend } from '#store/sqlite_backend'
import type { Backend, Row, Table, Value, Work } from '#store/types'

/** The hot path's database: group-committed writes and plain reads, beside Lucid's connection for everything else. */
export class Store {
  #backend: Backend | null = null
  #writer: GroupWriter | null = null

  get backend(): Backend {
    return (this.#backend ??= databaseUrl
      ? new PostgresBackend(databaseUrl)
      : new SqliteBackend(sqliteFile))
  }

  submit<R>(work: Work<R>): Promise<R> {
    return (this.#writer ??= new GroupWriter(this.backend)).submit(work)
  }

  /** Rows of a query; `?` for parameters, `in (??)` for a list. */
  all(sql: string, params?: (Value | Value[])[]): Promise<Row[]> {
    return this.backend.all(sql, params)
  }

  async first(sql: string, params?: (Value | Value[])[]): Promise<Row | null> {
    const [row] = await this.backend.all(sql, params)
    return row ?? null
  }

  /** Rows whose `column` has one of `values`, value by value, each in order of id. */
  rowsBy(table: Table, column: string, values: string[]): Promise<Row[]> {
    return this.backend.rowsBy(table, column, values)
  }

  async rowBy(table: Table, column: string, value: string): Promise<Row | null> {
    const [row] = await this.rowsBy(table, column, [value])
    return row ?? null
  }

  async close() {
    await this.#writer?.settled()
    await this.#backend?.close()
    this.#backend = null
    this.#writer = null
  }
}

export const store = new Store()
