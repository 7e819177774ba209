import { DAY, MINUTE, dateText, wallAt } from '#shared/local_time'
import { idsBefore, timeOf } from '#shared/ids'
import { store } from '#store/store'
import type { Value } from '#store/types'
import type { PlanPeriod } from '#accounts/plans/types'

/*
 * Leads are counted as the figures of the overview count them: off the trail, by the local date they came on, neither
 * tests nor duplicates that were skipped. What is younger than the figures is counted among the leads themselves.
 */

const COUNTED = 'events'
const QUARTER = 15 * MINUTE

/** The moment up to which the figures hold everything; 0: nothing was added up yet. */
export async function countedUpTo(): Promise<number> {
  const row = await store.first('select upto from figure_cursors where log = ?', [COUNTED])
  const upto = row?.upto as string | undefined
  return upto?.startsWith('evt_') ? timeOf(upto) : 0
}

interface Span {
  period: PlanPeriod
  /** Its first moment, and the one after its last. */
  fromAt: number
  endsAt: number
}

/** Leads of a period so far. Cheap however many there are: sums of days, and the leads of the last minutes. */
export async function countLeads(accountId: string, span: Span): Promise<number> {
  const { from, to } = span.period
  const [sum, tail] = [
    await store.first(
      `select coalesce(sum(leads), 0) as n from figures
       where account_id = ? and day >= ? and day <= ? and dimension = 'source' and currency = ''`,
      [accountId, from, to]
    ),
    await youngLeads(accountId, span.fromAt, span.endsAt, 'count(*) as n', ''),
  ]
  return Number(sum?.n ?? 0) + Number(tail[0]?.n ?? 0)
}

/** The same for a stretch of dates, by date; quarters of an hour tell the date in every zone. */
export async function leadsByDay(
  accountId: string,
  zone: string,
  { period: { from, to }, fromAt, endsAt }: Span
): Promise<Map<string, number>> {
  const days = await store.all(
    `select day, sum(leads) as n from figures
     where account_id = ? and day >= ? and day <= ? and dimension = 'source' and currency = '' group by day`,
    [accountId, from, to]
  )
  const counts = new Map(days.map((row) => [row.day as string, Number(row.n)]))
  const young = await youngLeads(
    accountId,
    fromAt,
    endsAt,
    `created_at / ${QUARTER} as quarter, count(*) as n`,
    `group by created_at / ${QUARTER}`
  )
  for (const row of young) {
    const day = dateText(Math.floor(wallAt(zone, Number(row.quarter) * QUARTER) / DAY))
    counts.set(day, (counts.get(day) ?? 0) + Number(row.n))
  }
  return counts
}

async function youngLeads(
  accountId: string,
  fromAt: number,
  endsAt: number,
  columns: string,
  group: string
) {
  const after = Math.max(fromAt, await countedUpTo())
  if (after >= endsAt) return []
  const params: Value[] = [accountId, idsBefore('lead', after), idsBefore('lead', endsAt), false]
  return store.all(
    `select ${columns} from leads where account_id = ? and id >= ? and id < ? and test = ? ${group}`,
    params
  )
}
