import { setImmediate as breathe } from 'node:timers/promises'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { type EventFilter, candidates, isIndexed, restOf } from '#insights/event_log/event_query'

export interface Found {
  rows: Row[]
  /** Where the search goes on; null when nothing older is left. */
  next: string | null
}

const STEP = 5_000
/** A page answers within this time with what it has found; the reader decides whether to look further back. */
const BUDGET_MS = 200

/**
 * Events that match, newest first, from `before` (exclusive) on. What no index answers is looked for row by row, in
 * steps that let others go on in between: when time is over the answer may be short of `limit` and still have a `next`.
 */
export async function searchEvents(
  accountId: string,
  filter: EventFilter,
  before: string | null,
  limit: number,
  budgetMs = BUDGET_MS
): Promise<Found> {
  const end = performance.now() + budgetMs
  const step = isIndexed(filter) ? limit + 1 : STEP
  const rows: Row[] = []
  for (let from = before; ;) {
    const one = await searchStep(accountId, filter, from, step, limit + 1 - rows.length)
    rows.push(...one.rows)
    if (rows.length > limit)
      return { rows: rows.slice(0, limit), next: rows[limit - 1].id as string }
    if (one.floor === null) return { rows, next: null }
    from = one.floor
    if (performance.now() >= end) return { rows, next: from }
    await breathe()
  }
}

/** Hits among the next candidates, and the last of those; null when there were no more. */
async function searchStep(
  accountId: string,
  filter: EventFilter,
  before: string | null,
  step: number,
  limit: number
): Promise<{ rows: Row[]; floor: string | null }> {
  const found = candidates(accountId, filter, before, step)
  const rest = restOf(accountId, filter)
  const rows = await store.all(
    `with page as (select * from (${found.sql}) u order by id desc limit ${step}),
       hits as (select * from page c where ${rest.sql} order by id desc limit ${limit})
     select b.looked, b.floor, h.*, p.key as partner, f.key as profile, l."values" as lead_values
     from (select count(*) as looked, min(id) as floor from page) b
       left join hits h on 1 = 1
       left join partners p on p.id = h.partner_id
       left join distributions d on d.id = h.distribution_id
       left join profiles f on f.id = d.profile_id
       left join leads l on l.id = h.lead_id
     order by h.id desc`,
    [...found.params, ...rest.params]
  )
  const { looked, floor } = rows[0]
  return {
    rows: rows.filter((row) => row.id !== null),
    floor: Number(looked) < step ? null : (floor as string),
  }
}
