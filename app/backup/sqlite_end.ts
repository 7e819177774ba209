import Database from 'better-sqlite3'
import { prepareSqlite } from '#config/database'
import {
  BackupError,
  type Cell,
  type Cells,
  type ColumnKind,
  type Source,
  type TableShape,
  type Target,
} from '#backup/types'

const BATCH = 500

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
const list = (names: string[]) => names.map(quote).join(', ')

function kindOf(type: string): ColumnKind {
  const name = type.toLowerCase()
  if (name === 'boolean') return 'boolean'
  if (name === 'blob') return 'bytes'
  return name === 'float' || name === 'real' ? 'real' : 'plain'
}

function shapesOf(db: Database.Database): TableShape[] {
  const tables = db
    .prepare(
      `select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'
       and name not like 'adonis\\_%' escape '\\' order by name`
    )
    .pluck()
    .all() as string[]
  return tables.map((name) => {
    const columns = db.pragma(`table_info(${quote(name)})`) as {
      name: string
      type: string
      pk: number
    }[]
    const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
    return {
      name,
      columns: columns
        .map((column) => ({ name: column.name, kind: kindOf(column.type) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
      key: (key.length ? key : columns).map((column) => column.name),
    }
  })
}

const migrationsOf = (db: Database.Database) =>
  db.prepare('select name from adonis_schema order by id').pluck().all() as string[]

async function* rowsOf(db: Database.Database, table: TableShape): AsyncGenerator<Cells[]> {
  const columns = list(table.columns.map(({ name }) => name))
  const sql = `select ${columns} from ${quote(table.name)} order by ${list(table.key)}`
  let batch: Cells[] = []
  for (const row of db.prepare(sql).iterate() as IterableIterator<Cells>) {
    batch.push(row)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length) yield batch
}

/** A SQLite file as it is now, whatever is written to it meanwhile. It reads in this thread. */
export function openSqliteSource(file: string): Source {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  db.exec('begin')
  return {
    tables: async () => shapesOf(db),
    migrations: async () => migrationsOf(db),
    rows: (table) => rowsOf(db, table),
    all: async (sql) => db.prepare(sql).all() as Cells[],
    async close() {
      db.close()
    },
  }
}

const bindable = (value: Cell | undefined) =>
  typeof value === 'boolean' ? (value ? 1 : 0) : (value ?? null)

/** A SQLite file that has gone through the migrations already. */
export function openSqliteTarget(file: string): Target {
  const db = new Database(file, { fileMustExist: true })
  prepareSqlite(db)
  const statements = new Map<string, Database.Statement>()
  let triggers: { name: string; sql: string }[] = []
  return {
    tables: async () => shapesOf(db),
    migrations: async () => migrationsOf(db),
    rows: (table) => rowsOf(db, table),
    all: async (sql) => db.prepare(sql).all() as Cells[],
    async begin() {
      // Inside a transaction it cannot be switched; all references are looked at in the end.
      db.pragma('foreign_keys = OFF')
      db.exec('begin immediate')
      triggers = db
        .prepare(`select name, sql from sqlite_master where type = 'trigger'`)
        .all() as typeof triggers
      for (const { name } of triggers) db.exec(`drop trigger ${quote(name)}`)
      for (const { name } of shapesOf(db)) db.exec(`delete from ${quote(name)}`)
    },
    async insert(table, rows) {
      const names = table.columns.map(({ name }) => name)
      let statement = statements.get(table.name)
      if (!statement) {
        const marks = names.map(() => '?').join(', ')
        statement = db.prepare(
          `insert into ${quote(table.name)} (${list(names)}) values (${marks})`
        )
        statements.set(table.name, statement)
      }
      for (const row of rows) statement.run(...names.map((name) => bindable(row[name])))
    },
    async commit() {
      const [broken] = db.pragma('foreign_key_check') as { table: string; parent: string }[]
      if (broken)
        throw new BackupError(
          `A row of ${broken.table} refers to one of ${broken.parent} that is not there.`
        )
      for (const { sql } of triggers) db.exec(sql)
      db.exec('commit')
    },
    async close() {
      if (db.inTransaction) db.exec('rollback')
      db.close()
    },
  }
}
