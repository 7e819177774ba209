import type { Account } from '#accounts/types'
import { type Scope, leadsOf } from '#entities/entity_scope'
import { leadTitle } from '#entities/lead_title'
import { store } from '#store/store'
import { type ReturnFilters, findReturns } from '#distribution/returns/find_returns'

/** A page of returns as the queue shows it: with what their leads and partners are called. */
export async function returnsPage(
  account: Account,
  filters: ReturnFilters,
  now: number,
  scope: Scope = null
) {
  const { data, meta } = await findReturns(account, filters, now, undefined, scope)
  const ids = [...new Set(data.map(({ lead }) => lead))]
  const [leads, partners] = await Promise.all([
    store.all('select id, "values" from leads where account_id = ? and id in (??)', [
      account.id,
      ids,
    ]),
    store.all(`select key, name from partners where account_id = ? and kind = 'partner'`, [
      account.id,
    ]),
  ])
  const titles = new Map(
    leads.map(({ id, values }) => [id, leadTitle(JSON.parse(values as string))])
  )
  const names = new Map(partners.map((row) => [row.key, row.name as string]))
  return {
    meta,
    data: data.map((one) => ({
      ...one,
      title: titles.get(one.lead) ?? null,
      partner_name: names.get(one.partner) ?? one.partner,
    })),
  }
}

/** What the queue may be filtered by: partners with requests, and the reasons they gave. */
export async function returnChoices(account: Account, scope: Scope = null) {
  const within = leadsOf(scope, 'lead_id')
  const [partners, reasons] = await Promise.all([
    store.all(
      `select key, name from partners where account_id = ? and id in
         (select distinct partner_id from returns where account_id = ? ${within.sql}) order by name`,
      [account.id, account.id, ...within.params]
    ),
    store.all(
      `select distinct reason from returns where account_id = ? ${within.sql} order by reason`,
      [account.id, ...within.params]
    ),
  ])
  return {
    partners: partners.map((row) => ({ key: row.key as string, name: row.name as string })),
    reasons: reasons.map((row) => row.reason as string),
  }
}

/** Requests for the deliveries of a lead, for its story: the newest of each. */
export async function returnsOfLead(accountId: string, leadId: string) {
  const rows = await store.all(
    'select id, delivery_id, status from returns where account_id = ? and lead_id = ? order by id',
    [accountId, leadId]
  )
  return Object.fromEntries(
    rows.map((row) => [
      row.delivery_id as string,
      { id: row.id as string, status: row.status as string },
    ])
  )
}
