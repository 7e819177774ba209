/** A value as both databases can hold it: times and money are whole numbers, bytes are Buffers. */
export type Cell = string | number | boolean | Buffer | null
export type Cells = Record<string, Cell>

/** What a column holds beside texts and numbers, which come as they are. */
export type ColumnKind = 'boolean' | 'bytes' | 'real' | 'plain'

export interface TableShape {
  name: string
  /** By name. */
  columns: { name: string; kind: ColumnKind }[]
  /** Columns of the primary key, in its order; all columns where there is none. */
  key: string[]
}

/** A database as it was at one moment. */
export interface Source {
  /** By name; without what the framework keeps for itself. */
  tables(): Promise<TableShape[]>
  /** Names of the migrations it went through, in order. */
  migrations(): Promise<string[]>
  /** Rows in the order of their key, by the bytes of its texts, a few hundred at a time. */
  rows(table: TableShape): AsyncIterable<Cells[]>
  all(sql: string): Promise<Cells[]>
  /** Takes back what was begun and not committed. */
  close(): Promise<void>
}

/** A database that is filled, all or nothing. What it reads is what was written so far. */
export interface Target extends Source {
  /** Empties every table, and lets rows come in any order and as they are: no trigger adds to them. */
  begin(): Promise<void>
  insert(table: TableShape, rows: Cells[]): Promise<void>
  /** Everything is there: references are checked, and it stays. Throws BackupError naming what refers to nothing. */
  commit(): Promise<void>
}

/** What a person has to know and can do something about; anything else is a fault of the program. */
export class BackupError extends Error {}

export interface TableSum {
  rows: number
  /** SHA-256 over the lines of its rows in the order of their key. */
  sha256: string
}

export interface Manifest {
  format: 1
  made_at: string
  /** Kind of the database it came from; any kind can be filled from it. */
  database: 'sqlite' | 'postgres'
  migrations: string[]
  /** Tells whether an APP_KEY is the one its secrets are sealed with, and nothing else about it. */
  app_key: string
  tables: Record<string, TableSum>
  /** Null: made without files. */
  files: { count: number; bytes: number; sha256: string } | null
  /** What was booked, by account and currency, in minor units: for people to compare. */
  booked: { account: string; currency: string; amount: number }[]
}
