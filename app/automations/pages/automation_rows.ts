import db from '@adonisjs/lucid/services/db'
import { loadEntities } from '#entities/repository'
import { DAY } from '#shared/local_time'
import { automationsOf, liveDocuments, toAutomation } from '#automations/kept/repository'
import type { RunStatus } from '#automations/types'

/** What became of the runs that began in the last day. */
export interface DayCounts {
  done: number
  failed: number
  stopped: number
  /** Not at their end yet. */
  open: number
}

const NONE: DayCounts = { done: 0, failed: 0, stopped: 0, open: 0 }
const COUNTED: Partial<Record<RunStatus, keyof DayCounts>> = {
  ...{ done: 'done', failed: 'failed', stopped: 'stopped' },
  ...{ running: 'open', waiting: 'open' },
}

/** The automations of an account for a table, by name. */
export async function automationRows(accountId: string, now: number) {
  const [rows, entities] = await Promise.all([
    automationsOf(accountId).orderBy('name').orderBy('key'),
    loadEntities(accountId),
  ])
  const kept = rows.map(toAutomation)
  const ids = kept.map(({ id }) => id)
  const [live, counts, latest] = await Promise.all([
    liveDocuments(ids),
    countsOfDay(ids, now),
    latestRuns(ids),
  ])
  return kept.map(({ id, key, name, entityId, status, version, draft }) => {
    const entity = entities.find((one) => one.id === entityId)
    const running = live.get(id)
    const { start, nodes } = (running ?? draft).route
    return {
      ...{ key, name, status, version },
      entity: entity ? { key: entity.key, name: entity.name } : null,
      /** Something of the draft is not live. */
      draft: running === undefined || JSON.stringify(running) !== JSON.stringify(draft),
      trigger: nodes[start] ?? null,
      day: counts.get(id) ?? NONE,
      latest: latest.get(id) ?? null,
    }
  })
}

const idsOr = (ids: readonly string[]) => (ids.length ? [...ids] : ['none'])

async function countsOfDay(ids: readonly string[], now: number) {
  const rows = (await db
    .from('automation_runs')
    .whereIn('automation_id', idsOr(ids))
    .where('created_at', '>', now - DAY)
    .groupBy('automation_id', 'status')
    .select('automation_id', 'status')
    .count('* as n')) as { automation_id: string; status: RunStatus; n: number | string }[]
  const counts = new Map<string, DayCounts>()
  for (const { automation_id: id, status, n } of rows) {
    const as = COUNTED[status]
    if (!as) continue
    const of = counts.get(id) ?? { ...NONE }
    of[as] += Number(n)
    counts.set(id, of)
  }
  return counts
}

async function latestRuns(ids: readonly string[]) {
  const newest = db
    .from('automation_runs')
    .whereIn('automation_id', idsOr(ids))
    .whereNotIn('status', ['scheduled', 'skipped'])
    .groupBy('automation_id')
    .max('id as id')
  const rows = (await db
    .from('automation_runs')
    .whereIn('id', db.from(newest.as('newest')).select('id'))
    .select('id', 'automation_id', 'status', 'created_at')) as Record<string, string>[]
  return new Map(
    rows.map((row) => [
      row.automation_id,
      { id: row.id, status: row.status, at: new Date(Number(row.created_at)).toISOString() },
    ])
  )
}
