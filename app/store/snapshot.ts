import Database from 'better-sqlite3'
import pg from 'pg'
import { databaseUrl, sqliteFile } from '#config/database'
import type { Row, Value } from '#store/types'

/** Reads rows; `?` for parameters. */
export interface Reader {
  all(sql: string, params?: Value[]): Promise<Row[]>
}

/**
 * Reads that see the database as it was at one moment, whatever is written meanwhile, on a connection of their own. On
 * SQLite they run in this thread: not for a process that others wait for.
 */
export const withSnapshot = <T>(use: (reader: Reader) => Promise<T>): Promise<T> =>
  databaseUrl ? onPostgres(databaseUrl, use) : onSqlite(use)

async function onSqlite<T>(use: (reader: Reader) => Promise<T>): Promise<T> {
  const db = new Database(sqliteFile, { readonly: true })
  try {
    // Pages of the whole ledger pass through once: a larger cache is given back with the connection.
    db.pragma('cache_size = -64000')
    db.exec('begin')
    return await use({ all: async (sql, params = []) => db.prepare(sql).all(...params) as Row[] })
  } finally {
    db.close()
  }
}

async function onPostgres<T>(
  connectionString: string,
  use: (reader: Reader) => Promise<T>
): Promise<T> {
  const client = new pg.Client({ connectionString, application_name: 'sluice' })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    return await use({
      async all(sql, params = []) {
        let at = 0
        const text = sql.replace(/\?/g, () => `$${++at}`)
        const { rows } = await client.query(text, params)
        return rows
      },
    })
  } finally {
    await client.end()
  }
}
