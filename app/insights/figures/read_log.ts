import { store } from '#store/store'
import type { Row, Value } from '#store/types'
import { ANSWER_TYPES } from '#insights/figures/collect_figures'
import type { Ending, EventLine, LogPart } from '#insights/figures/types'

const TYPES = [
  ...['lead.received', 'distribution.finished', 'revenue.booked', 'revenue.reversed'],
  ...ANSWER_TYPES,
]
export const MONEY = ['revenue.booked', 'revenue.reversed']

/** Where a stretch begins (exclusive) and ends (exclusive), as ids; null is open. */
export interface Stretch {
  after: string
  before: string | null
}

type Params = (Value | Value[])[]

/** Lines of the audit trail that figures are made of, oldest first; of one account or of all. */
export async function readEvents(
  accountId: string | null,
  { after, before }: Stretch,
  limit: number,
  types: string[] = TYPES
): Promise<EventLine[]> {
  const { where, params } = bounds(accountId, after, before)
  const rows = await store.all(
    `select e.id, e.account_id, e.at, e.type, e.lead_id, e.distribution_id, e.partner_id, e.data,
       l.created_at as lead_at, l.source, l.test, d.profile_id, d.created_at as run_at
     from events e join leads l on l.id = e.lead_id
       left join distributions d on d.id = e.distribution_id
     where ${where} and e.type in (??) order by e.id limit ${limit}`,
    [...params, types]
  )
  return rows.map(toEvent)
}

/** Lines as what `collectFigures` takes. */
export async function toPart(events: EventLine[]): Promise<LogPart> {
  const ended = events.filter((line) => line.type === 'distribution.finished')
  return { events, endings: await endingsOf([...new Set(ended.map((line) => line.leadId))]) }
}

const CHUNK = 500

async function endingsOf(leadIds: string[]): Promise<Map<string, Ending[]>> {
  const found = new Map<string, Ending[]>()
  for (let i = 0; i < leadIds.length; i += CHUNK) {
    const rows = await store.all(
      `select id, lead_id, distribution_id, data from events
       where lead_id in (??) and type = 'distribution.finished' order by id`,
      [leadIds.slice(i, i + CHUNK)]
    )
    for (const row of rows) {
      const list = found.get(row.lead_id as string) ?? []
      list.push({
        eventId: row.id as string,
        distributionId: row.distribution_id as string,
        status: JSON.parse(row.data as string).status,
      })
      found.set(row.lead_id as string, list)
    }
  }
  return found
}

function bounds(accountId: string | null, after: string, before: string | null) {
  const conditions = ['e.id > ?']
  const params: Params = [after]
  if (before !== null) {
    conditions.push('e.id < ?')
    params.push(before)
  }
  if (accountId !== null) {
    conditions.push('e.account_id = ?')
    params.push(accountId)
  }
  return { where: conditions.join(' and '), params }
}

const toEvent = (row: Row): EventLine => ({
  id: row.id as string,
  accountId: row.account_id as string,
  at: Number(row.at),
  type: row.type as string,
  leadId: row.lead_id as string,
  leadAt: Number(row.lead_at),
  source: row.source as string | null,
  test: Boolean(row.test),
  distributionId: row.distribution_id as string | null,
  profileId: row.profile_id as string | null,
  runAt: row.run_at === null ? null : Number(row.run_at),
  partnerId: row.partner_id as string | null,
  data: JSON.parse(row.data as string),
})
