import type { Infer } from '@vinejs/vine/types'
import type { eventFilters } from '#insights/validators/event_filters'
import { readPeriod } from '#routing/period'
import { DEFAULT_LIMIT, toPage } from '#shared/list_query'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { Where } from '#store/where'

/** A page of the audit trail, newest first. Partners are named by key, also those that are deleted. */
export async function findEvents(
  account: { id: string; timeZone: string },
  filters: Infer<typeof eventFilters>
) {
  const limit = filters.limit ?? DEFAULT_LIMIT
  const { from, to } = readPeriod(filters, account.timeZone)
  const where = new Where('e.account_id', account.id)
    .add('e.id < ?', filters.cursor)
    .add('e.lead_id = ?', filters.lead)
    // Their events are among those of their lead, which are indexed.
    .add(
      'e.lead_id = (select lead_id from distributions where id = ?) and e.distribution_id = ?',
      filters.distribution,
      filters.distribution
    )
    .add(
      'e.lead_id = (select lead_id from deliveries where id = ?) and e.delivery_id = ?',
      filters.delivery,
      filters.delivery
    )
    .add(
      'e.partner_id in (select id from partners where account_id = ? and key = ?)',
      account.id,
      filters.partner
    )
    .is('e.type', filters.type)
    .add('e.at >= ?', from)
    .add('e.at < ?', to)
  const rows = await store.all(
    `select e.*, p.key as partner from events e left join partners p on p.id = e.partner_id
       where ${where} order by e.id desc limit ${limit + 1}`,
    where.params
  )
  const page = toPage(rows, limit, (row) => row.id as string)
  return { ...page, data: page.data.map(presentEvent) }
}

const presentEvent = (row: Row) => ({
  id: row.id,
  at: new Date(Number(row.at)).toISOString(),
  type: row.type,
  lead: row.lead_id,
  distribution: row.distribution_id,
  delivery: row.delivery_id,
  partner: row.partner,
  actor: row.actor,
  data: JSON.parse(row.data as string) as unknown,
})
