import db from '@adonisjs/lucid/services/db'
import { newId } from '#shared/ids'
import type { RouteDocument } from '#routing/types'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { BacktestResult } from '#distribution/backtest/types'

export type BacktestStatus = 'running' | 'done' | 'stopped' | 'failed'
export type BacktestSource = 'draft' | 'version' | 'route'
/** Leads left out of it, and the time it took. */
export interface StoredResult extends BacktestResult {
  leftOut: LeftOut
  currency: string
}
export interface LeftOut {
  tests: number
  erased: number
  /** Still being distributed. */
  underWay: number
}

/** A backtest as its row holds it. Times in ms. */
export interface Backtest extends BacktestHead {
  document: RouteDocument
  result: StoredResult | null
  tries: number
}

export interface BacktestHead {
  id: string
  accountId: string
  profileId: string
  actor: string | null
  source: BacktestSource
  version: number | null
  from: number
  to: number
  status: BacktestStatus
  reason: string | null
  phase: 'waiting' | 'reading' | 'judging'
  done: number
  total: number | null
  /** Leads that changed hands; null until it is done. */
  changed: number | null
  createdAt: number
  startedAt: number | null
  finishedAt: number | null
}

const time = (ms: unknown) => (ms === null ? null : Number(ms))

export const toBacktest = (row: Row): Backtest => ({
  ...toHead(row),
  document: JSON.parse(row.document as string) as RouteDocument,
  result: row.result ? (JSON.parse(row.result as string) as StoredResult) : null,
  tries: Number(row.tries),
})

const toHead = (row: Row): BacktestHead => ({
  id: row.id as string,
  accountId: row.account_id as string,
  profileId: row.profile_id as string,
  actor: row.actor as string | null,
  source: row.source as BacktestSource,
  version: time(row.version),
  from: Number(row.from_at),
  to: Number(row.to_at),
  status: row.status as BacktestStatus,
  reason: row.reason as string | null,
  phase: row.phase as Backtest['phase'],
  done: Number(row.done),
  total: time(row.total),
  changed: time(row.changed),
  createdAt: Number(row.created_at),
  startedAt: time(row.started_at),
  finishedAt: time(row.finished_at),
})

export type BacktestWish = Pick<
  Backtest,
  'accountId' | 'profileId' | 'actor' | 'source' | 'version' | 'document' | 'from' | 'to'
>

/** Kept for a profile; older ones make room for the next. */
const KEPT = 30
/** Under way at once in an account. */
export const MOST_RUNNING = 3

/** Null where the account has too many under way. */
export async function createBacktest(wish: BacktestWish, now: number): Promise<string | null> {
  const { accountId, profileId, document, from, to, ...rest } = wish
  const running = await db
    .from('backtests')
    .where({ account_id: accountId, status: 'running' })
    .select('id')
    .limit(MOST_RUNNING)
  if (running.length >= MOST_RUNNING) return null
  const id = newId('btst', now)
  await db.table('backtests').insert({
    ...rest,
    id,
    account_id: accountId,
    profile_id: profileId,
    document: JSON.stringify(document),
    from_at: from,
    to_at: to,
    status: 'running',
    phase: 'waiting',
    owned_until: 0,
    created_at: now,
  })
  await removeOldest(accountId, profileId)
  return id
}

async function removeOldest(accountId: string, profileId: string) {
  const old = await db
    .from('backtests')
    .where({ account_id: accountId, profile_id: profileId })
    .whereNot('status', 'running')
    .orderBy('id', 'desc')
    .offset(KEPT)
    .limit(KEPT)
    .select('id')
  const ids = old.map(({ id }) => id as string)
  if (!ids.length) return
  await db.from('backtest_changes').whereIn('backtest_id', ids).delete()
  await db.from('backtests').whereIn('id', ids).delete()
}

/** Null for what is not there, and for what is another account's. */
export async function findBacktest(accountId: string, id: string): Promise<Backtest | null> {
  const row = await store.first('select * from backtests where id = ? and account_id = ?', [
    id,
    accountId,
  ])
  return row && toBacktest(row)
}

const HEAD = `id, account_id, profile_id, actor, source, version, from_at, to_at, status, reason, phase, done, total,
  changed, created_at, started_at, finished_at`

/** Those of a profile, newest first, without what was tested and found. */
export async function listBacktests(accountId: string, profileId: string): Promise<BacktestHead[]> {
  const rows = await store.all(
    `select ${HEAD} from backtests where account_id = ? and profile_id = ? order by id desc limit ${KEPT + MOST_RUNNING}`,
    [accountId, profileId]
  )
  return rows.map(toHead)
}

/** False: it has ended already. What it found so far is thrown away: half a backtest says nothing. */
export async function stopBacktest(accountId: string, id: string, now: number): Promise<boolean> {
  const changed = await db
    .from('backtests')
    .where({ account_id: accountId, id, status: 'running' })
    .update({ status: 'stopped', finished_at: now })
  return affected(changed)
}

export const affected = (changed: unknown): boolean =>
  Number(Array.isArray(changed) ? changed[0] : changed) > 0
