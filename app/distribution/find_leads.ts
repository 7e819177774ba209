import type { Infer } from '@vinejs/vine/types'
import type { leadFilters } from '#intake/validators/lead_queries'
import { readPeriod } from '#routing/period'
import { DEFAULT_LIMIT, toPage } from '#shared/list_query'
import { store } from '#store/store'
import { Where } from '#store/where'
import type { AccountConfig } from '#distribution/account_config'
import { presentLeads } from '#distribution/present'
import { entityByKey } from '#distribution/take_lead'

/** A page of leads, newest first. An entity that does not exist has none. */
export async function findLeads(config: AccountConfig, filters: Infer<typeof leadFilters>) {
  const { id: accountId, timeZone } = config.account
  const limit = filters.limit ?? DEFAULT_LIMIT
  const { from, to } = readPeriod(filters, timeZone)
  const entityId =
    filters.entity === undefined ? undefined : (entityByKey(config, filters.entity)?.id ?? '')
  const where = new Where('account_id', accountId)
    .add('id < ?', filters.cursor)
    .add('entity_id = ?', entityId)
    .add('status = ?', filters.status)
    .add('stage = ?', filters.stage)
    .add('source = ?', filters.source)
    .add('external_id = ?', filters.external_id)
    .add('test = ?', filters.test)
    .add('created_at >= ?', from)
    .add('created_at < ?', to)
  const rows = await store.all(
    `select * from leads where ${where} order by id desc limit ${limit + 1}`,
    where.params
  )
  const page = toPage(rows, limit, (row) => row.id as string)
  return { ...page, data: await presentLeads(accountId, page.data) }
}
