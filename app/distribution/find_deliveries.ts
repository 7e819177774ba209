import type { Infer } from '@vinejs/vine/types'
import type { deliveryFilters } from '#distribution/validators/delivery_inputs'
import { type Scope, leadsOf } from '#entities/entity_scope'
import { presentDeliveries } from '#distribution/present'
import { readPeriod } from '#routing/period'
import { DEFAULT_LIMIT, toPage } from '#shared/list_query'
import { store } from '#store/store'
import { Where } from '#store/where'

/** A page of deliveries, newest first. Keys of partners and profiles that are deleted still find theirs. */
export async function findDeliveries(
  account: { id: string; timeZone: string },
  filters: Infer<typeof deliveryFilters>,
  scope: Scope = null
) {
  const limit = filters.limit ?? DEFAULT_LIMIT
  const { from, to } = readPeriod(filters, account.timeZone)
  const where = new Where('account_id', account.id)
    .add('id < ?', filters.cursor)
    .add(
      'partner_id in (select id from partners where account_id = ? and key = ?)',
      account.id,
      filters.partner
    )
    .add(
      'profile_id in (select id from profiles where account_id = ? and key = ?)',
      account.id,
      filters.profile
    )
    .is('status', filters.status)
    .add('lead_id = ?', filters.lead)
    .add(
      'lead_id = (select lead_id from distributions where id = ?) and distribution_id = ?',
      filters.distribution,
      filters.distribution
    )
    .add('created_at >= ?', from)
    .add('created_at < ?', to)
  const within = leadsOf(scope, 'lead_id')
  const rows = await store.all(
    `select * from deliveries where ${where} ${within.sql} order by id desc limit ${limit + 1}`,
    [...where.params, ...within.params]
  )
  const page = toPage(rows, limit, (row) => row.id as string)
  return { ...page, data: await presentDeliveries(account.id, page.data) }
}
