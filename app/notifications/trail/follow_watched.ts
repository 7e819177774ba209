import db from '@adonisjs/lucid/services/db'
import { idsBefore } from '#shared/ids'
import { SETTLE_MS } from '#insights/figures/follow_log'
import { store } from '#store/store'
import { type TrailLine, toTrailLine } from '#store/trail_line'
import { cursorAt, moveCursor } from '#notifications/trail/cursors'
import { dataOf, entitiesOf, mentionsIn } from '#notifications/trail/tell_people'
import { writeFindings } from '#notifications/trail/write_findings'
import type { Finding } from '#notifications/types'

const CURSOR = 'watched'
const LINES = 500

/**
 * Tells those who watch a lead what others did with it and how it was sold. Such lines come in masses and have no index
 * of their own: each stretch of the trail is walked once, when nothing of it is on its way any more.
 */
export async function followWatched(now: number): Promise<number> {
  const settled = idsBefore('evt', now - SETTLE_MS)
  let after = await cursorAt(CURSOR, settled)
  // Where nobody watches anything there is nothing to read.
  if (!(await store.first('select 1 as n from lead_watchers limit 1'))) {
    await db.transaction((trx) => moveCursor(CURSOR, settled, trx))
    return 0
  }
  let told = 0
  while (after < settled) {
    const lines = await readLines(after, settled)
    const next = lines.length === LINES ? lines.at(-1)!.id : settled
    const findings = await findingsOf(lines)
    told += await db.transaction(async (trx) => {
      const written = findings.length ? await writeFindings(findings, now, trx) : 0
      await moveCursor(CURSOR, next, trx)
      return written
    })
    after = next
  }
  return told
}

async function readLines(after: string, before: string): Promise<TrailLine[]> {
  const rows = await store.all(
    `select e.id, e.account_id, e.at, e.type, e.lead_id, e.partner_id, e.actor, e.data,
       null as profile_id
     from events e where e.id > ? and e.id < ?
       and e.type in ('lead.noted', 'lead.stage_changed', 'distribution.finished')
       and exists (select 1 from lead_watchers w where w.lead_id = e.lead_id)
     order by e.id limit ${LINES}`,
    [after, before]
  )
  return rows.map(toTrailLine)
}

async function findingsOf(lines: readonly TrailLine[]): Promise<Finding[]> {
  const news = lines.filter(({ data }) => data.edited !== true)
  if (!news.length) return []
  const leads = [...new Set(news.map(({ leadId }) => leadId!))]
  const [entities, mentions, rows] = await Promise.all([
    entitiesOf(news),
    mentionsIn(news),
    store.all('select lead_id, user_id, since from lead_watchers where lead_id in (??)', [leads]),
  ])
  const watchers = Map.groupBy(rows, (row) => row.lead_id as string)
  return news.flatMap((line): Finding[] => {
    const what = whatOf(line)
    // Who is named in a note is told so already.
    const named = mentions.get(line.data.note as string) ?? []
    const to = (watchers.get(line.leadId!) ?? [])
      // What happened before they did is no news to them.
      .filter((row) => Number(row.since) <= line.at)
      .map((row) => row.user_id as string)
      .filter((id) => !named.includes(id))
    if (!what || !to.length) return []
    const data = { ...dataOf(line, entities), ...what }
    return [
      {
        ...{ accountId: line.accountId, at: line.at, actor: line.actor },
        ...{ kind: 'lead_activity', subject: line.leadId!, period: line.id, data, to },
      },
    ]
  })
}

function whatOf({ type, data }: TrailLine): Pick<Finding['data'], 'what' | 'stage'> | null {
  if (type === 'lead.noted') return { what: 'note' }
  if (type === 'lead.stage_changed')
    return { what: 'stage', stage: typeof data.to === 'string' ? data.to : '' }
  return data.status === 'sold' || data.status === 'unsold' ? { what: data.status } : null
}
