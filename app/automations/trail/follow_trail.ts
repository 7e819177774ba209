import db from '@adonisjs/lucid/services/db'
import { idsBefore } from '#shared/ids'
import { SETTLE_MS } from '#insights/figures/follow_log'
import { store } from '#store/store'
import { type LiveAutomation, liveAutomations } from '#automations/trail/live_automations'
import { readOccurrences } from '#automations/trail/read_occurrences'
import { type CausedLine, toLine } from '#automations/trail/trail_line'
import { beginRuns } from '#automations/trail/begin_runs'

const CURSOR = 'trail'
const LINES = 500
/** A look at everything that may still have been on its way; in between only at what is new. */
const WHOLE_EVERY_MS = 10_000
/** Commits of different processes may come in another order than their lines' ids; most by less than this. */
const OVERLAP_MS = 5_000

/**
 * Follows the trail of events and begins a run for each that sets an automation off. The cursor stays behind what may
 * still be on its way to be committed; a line that is read again has its run already, so none is missed and none counts
 * twice, whatever dies in between and however many processes follow.
 */
export class TrailFollower {
  #wholeAt = 0
  #freshFrom: string | null = null

  /** How many runs began. */
  async pass(now: number): Promise<number> {
    const settled = idsBefore('evt', now - SETTLE_MS)
    const live = await liveAutomations()
    const whole = this.#freshFrom === null || now - this.#wholeAt >= WHOLE_EVERY_MS
    // In between it is ahead of the cursor, which stays behind by more than the overlap.
    let after = whole ? await cursorAt(settled) : this.#freshFrom!
    if (whole) this.#wholeAt = now
    this.#freshFrom = idsBefore('evt', now - OVERLAP_MS)
    if (!whole && live.length === 0) return 0
    let begun = 0
    for (;;) {
      const lines = live.length > 0 ? await readLines(live, after) : []
      const full = lines.length === LINES
      const last = lines.at(-1)?.id
      const occurrences = await readOccurrences(lines, live)
      const next = full && last! < settled ? last! : settled
      begun += await beginRuns(occurrences, now, whole ? { name: CURSOR, upto: next } : null)
      if (!full) return begun
      after = last!
    }
  }
}

/** An install that never followed the trail begins here. */
async function cursorAt(start: string): Promise<string> {
  const known = await db.from('automation_cursors').where('name', CURSOR).first()
  if (known) return known.upto
  await db
    .knexQuery()
    .table('automation_cursors')
    .insert({ name: CURSOR, upto: start })
    .onConflict('name')
    .ignore()
  return start
}

/** Of the accounts that have automations, and of types one of them listens to. */
async function readLines(live: LiveAutomation[], after: string): Promise<CausedLine[]> {
  const accounts = [...new Set(live.map(({ accountId }) => accountId))]
  const types = [...new Set(live.flatMap(({ compiled }) => [...compiled.trigger.events]))]
  const rows = await store.all(
    `select e.id, e.account_id, e.at, e.type, e.lead_id, e.partner_id, e.actor, e.data, d.profile_id, d.cause
     from events e left join distributions d on d.id = e.distribution_id
     where e.account_id in (??) and e.type in (??) and e.id > ? order by e.id limit ${LINES}`,
    [accounts, types, after]
  )
  return rows.map(toLine)
}
