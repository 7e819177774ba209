import db from '@adonisjs/lucid/services/db'
import { DAY, HOUR, MINUTE, dateText, localDay } from '#shared/local_time'
import { timeZones } from '#insights/figures/follow_log'
import { store } from '#store/store'
import { type Counts, judgeUnsold } from '#notifications/judge_unsold'
import { writeFindings } from '#notifications/trail/write_findings'
import type { Finding } from '#notifications/types'

const EVERY_MS = 5 * MINUTE
/** Runs that began earlier have ended. */
const DAYS = 3

/**
 * Counts, every five minutes and once whichever process comes first, how the runs of each profile ended, and tells of
 * profiles that sold too few in the last hour: each once a day. It reads sums that are added up already, so it costs the
 * same however many leads there are.
 */
export async function sampleUnsold(now: number): Promise<number> {
  const slot = Math.floor(now / EVERY_MS)
  if (await db.from('notice_samples').where('slot', slot).first()) return 0
  const counts = await countEndings(now)
  const [before, zones] = await Promise.all([
    db
      .from('notice_samples')
      .where('slot', '>=', slot - HOUR / EVERY_MS)
      .where('slot', '<', slot)
      .orderBy('slot')
      .first(),
    timeZones(),
  ])
  const high = before ? judgeUnsold(JSON.parse(before.counts) as Counts, counts) : []
  const findings = high.flatMap(({ accountId, profileId, leads, unsold }): Finding[] => {
    const zone = zones.get(accountId)
    if (zone === undefined) return []
    const period = dateText(localDay(zone, now))
    const data = { profile: profileId, leads, unsold }
    return [
      { accountId, kind: 'unsold_high', subject: profileId, period, at: now, data, actor: null },
    ]
  })
  return db.transaction(async (trx) => {
    await trx
      .insertQuery()
      .table('notice_samples')
      .insert({ slot, counts: JSON.stringify(counts) })
      .knexQuery.onConflict('slot')
      .ignore()
    await trx
      .from('notice_samples')
      .where('slot', '<', slot - (2 * HOUR) / EVERY_MS)
      .delete()
    return writeFindings(findings, now, trx)
  })
}

async function countEndings(now: number): Promise<Counts> {
  const from = dateText(Math.floor(now / DAY) - DAYS)
  // From the accounts to their days, whatever the planner thinks: the index begins with the account.
  const rows = await store.all(
    `select f.account_id, f.key, f.day, f.sold, f.unsold from accounts a cross join figures f
     where f.account_id = a.id and f.day >= ? and f.dimension = 'profile' and f.currency = ''`,
    [from]
  )
  return Object.fromEntries(
    rows.map((row) => [
      `${String(row.account_id)} ${String(row.key)} ${String(row.day)}`,
      { sold: Number(row.sold), unsold: Number(row.unsold) },
    ])
  )
}
