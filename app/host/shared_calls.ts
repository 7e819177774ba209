import { hostname } from 'node:os'
import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { type PluginCalls, pluginCalls } from '#host/plugin_health'
import type { CallCounts } from '#host/call_counts'

const TELL_MS = 20_000
/** A process that has told nothing for so long is over. */
const SILENT_MS = 90_000
const KEPT_MS = 86_400_000

const me = `${hostname()}:${process.pid}`
const startedAt = Date.now()
let timer: NodeJS.Timeout | null = null

/** Tells the other processes now and then what plugins did in this one. */
export function shareCalls() {
  timer ??= setInterval(() => {
    tellCalls(Date.now()).catch((error) =>
      logger.warn({ err: error }, 'calls of plugins were not told to the other processes')
    )
  }, TELL_MS)
  timer.unref()
}

export function stopSharingCalls() {
  if (timer) clearInterval(timer)
  timer = null
}

/** A process that called no plugin has nothing to tell. */
export async function tellCalls(now: number): Promise<void> {
  const calls = pluginCalls()
  if (!calls.length) return
  await db.rawQuery(
    `insert into plugin_calls (process, calls, started_at, told_at) values (?, ?, ?, ?)
     on conflict (process) do update set calls = excluded.calls, told_at = excluded.told_at`,
    [me, JSON.stringify(calls), startedAt, now]
  )
  await db
    .from('plugin_calls')
    .where('told_at', '<', now - KEPT_MS)
    .delete()
}

export interface AllCalls {
  calls: PluginCalls[]
  processes: number
  /** When the process that runs longest began, ms. */
  since: number
}

/** What plugins did in all processes that run; this one's is told by itself. */
export async function readAllCalls(now: number): Promise<AllCalls> {
  const rows = await db
    .from('plugin_calls')
    .where('told_at', '>', now - SILENT_MS)
    .whereNot('process', me)
    .select('calls', 'started_at')
  const lists = [pluginCalls(), ...rows.map((row) => JSON.parse(row.calls) as PluginCalls[])]
  return {
    calls: joinCalls(lists.flat()),
    processes: lists.filter((list) => list.length).length,
    since: Math.min(startedAt, ...rows.map((row) => Number(row.started_at))),
  }
}

/** One entry for each plugin. A percentile cannot be added up: the slowest process' stands for all. */
export function joinCalls(all: readonly PluginCalls[]): PluginCalls[] {
  return [...Map.groupBy(all, ({ kind, id }) => `${kind}:${id}`).values()].map((same) => ({
    kind: same[0].kind,
    id: same[0].id,
    open: same.some(({ open }) => open),
    last_error: same.find((one) => one.last_error !== null)?.last_error ?? null,
    since_start: join(same.map((one) => one.since_start)),
    last_hour: join(same.map((one) => one.last_hour)),
  }))
}

function join(counts: readonly CallCounts[]): CallCounts {
  const slowest = counts.flatMap(({ p95_ms: ms }) => (ms === null ? [] : [ms]))
  return {
    calls: counts.reduce((sum, one) => sum + one.calls, 0),
    errors: counts.reduce((sum, one) => sum + one.errors, 0),
    p95_ms: slowest.length ? Math.max(...slowest) : null,
  }
}
