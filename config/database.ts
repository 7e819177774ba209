import env from '#start/env'
import { storagePath } from '#config/storage'
import { defineConfig } from '@adonisjs/lucid'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

// 64-bit integers (times in ms, money in minor units) stay within 2^53 here: read them as numbers on both databases.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export const databaseUrl = env.get('DATABASE_URL')
export const dialect: 'sqlite' | 'postgres' = databaseUrl ? 'postgres' : 'sqlite'
export const sqliteFile = join(storagePath, 'sluice.sqlite3')

mkdirSync(storagePath, { recursive: true })

/** What every SQLite connection of the app needs; the group-committing writer applies the same. */
export function prepareSqlite(connection: {
  pragma(text: string): unknown
  prepare(sql: string): unknown
}) {
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma('busy_timeout = 5000')
  connection.pragma('cache_size = -16000')
  // The log is copied back by a thread of its own (app/store/checkpointer); this is for when there is none.
  connection.pragma('wal_autocheckpoint = 25000')
  connection.pragma('journal_size_limit = 4000000')
}

const dbConfig = defineConfig({
  connection: dialect,
  connections: {
    sqlite: {
      client: 'better-sqlite3',
      connection: { filename: sqliteFile },
      useNullAsDefault: true,
      pool: {
        min: 1,
        max: 1,
        acquireTimeoutMillis: 10_000,
        afterCreate(connection: any, done: (error: Error | null, connection: unknown) => void) {
          prepareSqlite(connection)
          // A deferred BEGIN that later writes fails with SQLITE_BUSY despite busy_timeout: take the write lock at once.
          const prepare = connection.prepare.bind(connection)
          connection.prepare = (sql: string) => prepare(sql === 'BEGIN;' ? 'BEGIN IMMEDIATE;' : sql)
          done(null, connection)
        },
      },
      migrations: { naturalSort: true, paths: ['database/migrations'] },
      schemaGeneration: { enabled: false },
    },
    postgres: {
      client: 'pg',
      connection: databaseUrl ? { connectionString: databaseUrl } : {},
      pool: { min: 0, max: 10 },
      migrations: { naturalSort: true, paths: ['database/migrations'] },
      schemaGeneration: { enabled: false },
    },
  },
})

export default dbConfig
