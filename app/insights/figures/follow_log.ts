import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { idsBefore } from '#shared/ids'

/** How long an event may take from its id to its commit; younger ones are read when asked for. */
export const SETTLE_MS = 60_000
const LINES = 1_000
const ROWS = 100
/** Below every id. */
const START = '!'

/** A reader of the audit trail that adds it up stretch by stretch. */
export interface Follower<T extends { id: string }> {
  /** Its name among the cursors. */
  log: string
  /** Lines of a stretch, where they are dear to read. */
  lines?: number
  read(stretch: { after: string; before: string | null }, limit: number): Promise<T[]>
  /** What a stretch comes to, worked out before the transaction, and how it is written. */
  prepare(events: T[]): Promise<(trx: TransactionClientContract) => Promise<void>>
}

/** The event up to which everything is added up. */
export async function cursorOf(log: string): Promise<string> {
  const row = await db.from('figure_cursors').where('log', log).select('upto').first()
  return row?.upto ?? START
}

/**
 * Adds the next stretch of the trail up, in one transaction with the cursor: whoever else was at it meanwhile has moved
 * it, and this stretch is dropped. False when nothing is left for now.
 */
export async function followLog<T extends { id: string }>(
  { log, lines = LINES, read, prepare }: Follower<T>,
  now: number
): Promise<boolean> {
  const cursor = await cursorOf(log)
  const settled = idsBefore('evt', now - SETTLE_MS)
  const events = await read({ after: cursor, before: settled }, lines)
  const more = events.length === lines
  const next = more ? events.at(-1)!.id : settled
  if (next <= cursor) return false
  const write = await prepare(events)
  const mine = await db.transaction(async (trx) => {
    if (!(await moveCursor(trx, log, cursor, next))) return false
    await write(trx)
    return true
  })
  return more || !mine
}

/**
 * Adds up what an account's trail says before a moment, once: lines that were written under dates the cursor had gone by.
 */
export async function addPast<T extends { id: string }>(
  { lines = LINES, prepare }: Follower<T>,
  read: Follower<T>['read'],
  before: number
) {
  const end = idsBefore('evt', before)
  for (let after = START, more = true; more;) {
    const events = await read({ after, before: end }, lines)
    if (events.length) {
      const write = await prepare(events)
      await db.transaction(write)
    }
    more = events.length === lines
    after = events.at(-1)?.id ?? after
  }
}

async function moveCursor(trx: TransactionClientContract, log: string, from: string, to: string) {
  if (from === START)
    await trx.rawQuery(
      `insert into figure_cursors (log, upto) values (?, ?) on conflict (log) do nothing`,
      [log, START]
    )
  const moved = await trx.from('figure_cursors').where({ log, upto: from }).update({ upto: to })
  return Number(Array.isArray(moved) ? moved[0] : moved) === 1
}

export async function timeZones(): Promise<Map<string, string>> {
  const rows = await db.from('accounts').select('id', 'time_zone')
  return new Map(rows.map((row) => [row.id, row.time_zone]))
}

/** Adds `sums` to the rows of these keys; rows come as keys, then sums. */
export async function addSums(
  trx: TransactionClientContract,
  table: string,
  key: readonly string[],
  sums: readonly string[],
  rows: (string | number)[][]
) {
  const columns = [...key, ...sums]
  const row = `(${columns.map(() => '?').join(',')})`
  const added = sums.map((name) => `${name} = ${table}.${name} + excluded.${name}`).join(', ')
  for (let i = 0; i < rows.length; i += ROWS) {
    const chunk = rows.slice(i, i + ROWS)
    await trx.rawQuery(
      `insert into ${table} (${columns.join(',')}) values ${chunk.map(() => row).join(',')}
       on conflict (${key.join(',')}) do update set ${added}`,
      chunk.flat()
    )
  }
}
