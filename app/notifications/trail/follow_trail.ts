import db from '@adonisjs/lucid/services/db'
import { dateText, localDay } from '#shared/local_time'
import { idsBefore } from '#shared/ids'
import { store } from '#store/store'
import { type TrailLine, toTrailLine } from '#store/trail_line'
import { SETTLE_MS, timeZones } from '#insights/figures/follow_log'
import { TOLD_EVENTS, readEvent } from '#notifications/read_event'
import { cursorAt, moveCursor } from '#notifications/trail/cursors'
import { PERSONAL_EVENTS, tellPeople } from '#notifications/trail/tell_people'
import { writeFindings } from '#notifications/trail/write_findings'

const CURSOR = 'trail'
const LINES = 500
const FOLLOWED = [...TOLD_EVENTS, ...PERSONAL_EVENTS]

/**
 * Tells what the trail says since it was last looked at, and answers how much. The cursor stays behind what may still be
 * on its way to be committed, and moves with what is told: a line is never passed over, and one that is read again has
 * been told already.
 */
export async function followTrail(now: number): Promise<number> {
  const settled = idsBefore('evt', now - SETTLE_MS)
  let after = await cursorAt(CURSOR, settled)
  let told = 0
  for (;;) {
    const lines = await readLines(after)
    const full = lines.length === LINES
    const last = lines.at(-1)?.id
    const next = full && last! < settled ? last! : settled
    told += await tell(lines, next, now)
    if (!full) return told
    after = last!
  }
}

async function tell(lines: TrailLine[], cursor: string, now: number): Promise<number> {
  const zones = lines.length ? await timeZones() : new Map<string, string>()
  const findings = lines.flatMap((line) => {
    const zone = zones.get(line.accountId)
    if (zone === undefined) return []
    return readEvent(line, dateText(localDay(zone, line.at))) ?? []
  })
  findings.push(...(await tellPeople(lines)))
  return db.transaction(async (trx) => {
    const written = await writeFindings(findings, now, trx)
    await moveCursor(CURSOR, cursor, trx)
    return written
  })
}

/** One walk of the index for each type: what leads bring in masses is never looked at. */
async function readLines(after: string): Promise<TrailLine[]> {
  const walks = FOLLOWED.map(
    (type, i) => `select * from (
      select id, account_id, at, type, lead_id, distribution_id, partner_id, actor, data from events
      where type = '${type}' and id > ? order by id limit ${LINES}) as walk_${i}`
  )
  const rows = await store.all(
    `select e.*, d.profile_id from (${walks.join(' union all ')}) as e
       left join distributions d on d.id = e.distribution_id
     order by e.id limit ${LINES}`,
    FOLLOWED.map(() => after)
  )
  return rows.map(toTrailLine)
}
