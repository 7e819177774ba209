import type { Account } from '#accounts/types'
import { dateText, localDay } from '#shared/local_time'
import { money } from '#shared/money'
import { store } from '#store/store'
import { presentMargin, readMargin } from '#insights/report_margin'
import { loadSupplier, listSuppliers } from '#suppliers/repository'
import { termsOn } from '#suppliers/terms_on'
import { revisionOf } from '#distribution/configuration/revision'
import { writeSupplier } from '#distribution/blueprint/write_forms'

const SHOWN = 50

/** The last days until today, as dates of the account. */
export function lastDays(account: Account, days: number, now: number) {
  const today = localDay(account.timeZone, now)
  return { from: dateText(today - days + 1), to: dateText(today) }
}

/** Leads and sold leads by source, as the overview counts them: within a minute. */
export async function leadsBySource(accountId: string, { from, to }: { from: string; to: string }) {
  const rows = await store.all(
    `select key, sum(leads) as leads, sum(sold) as sold from figures
     where account_id = ? and dimension = 'source' and day >= ? and day <= ? group by key`,
    [accountId, from, to]
  )
  return new Map(
    rows.map((row) => [row.key as string, { leads: Number(row.leads), sold: Number(row.sold) }])
  )
}

/** Suppliers for a table, by name, with what their leads brought and cost. */
export async function supplierRows(account: Account, days: number, now: number) {
  const period = lastDays(account, days, now)
  const [suppliers, margins, leads] = await Promise.all([
    listSuppliers(account.id),
    readMargin(account, { ...period, group_by: 'supplier' }),
    leadsBySource(account.id, period),
  ])
  const sumOf = new Map(
    margins.filter(({ currency }) => currency === account.currency).map((one) => [one.key, one])
  )
  const rows = suppliers.map(({ key, name, sources, terms }) => ({
    ...{ key, name, sources, terms: termsOn(terms, period.to) },
    leads: sources.reduce((sum, source) => sum + (leads.get(source)?.leads ?? 0), 0),
    ...presentMargin(sumOf.get(key) ?? { revenue: 0, cost: 0 }, account.currency),
  }))
  const rest = sumOf.get(null)
  return {
    suppliers: rows.sort((a, b) => a.name.localeCompare(b.name)),
    /** Of leads nobody is paid for. */
    rest: rest ? presentMargin(rest, account.currency) : null,
  }
}

/** What every page of a supplier knows; null where the account has none of that key. */
export async function supplierHead(account: Account, key: string) {
  const supplier = await loadSupplier(account.id, key)
  if (!supplier) return null
  const form = writeSupplier(supplier)
  return { id: supplier.id, form, revision: revisionOf(form) }
}

/** What a supplier's leads brought and cost, by source. */
export async function supplierMargin(
  account: Account,
  { sources }: { sources?: readonly string[] },
  days: number,
  now: number
) {
  const period = lastDays(account, days, now)
  const [rows, leads] = await Promise.all([
    readMargin(account, { ...period, group_by: 'source' }),
    leadsBySource(account.id, period),
  ])
  const mine = new Set(sources)
  const sums = new Map(
    rows
      .filter(({ key, currency }) => key !== null && mine.has(key) && currency === account.currency)
      .map((one) => [one.key as string, one])
  )
  const total = { revenue: 0, cost: 0 }
  for (const { revenue, cost } of sums.values()) {
    total.revenue += revenue
    total.cost += cost
  }
  const bySource = [...mine].map((source) => ({
    source,
    ...(leads.get(source) ?? { leads: 0, sold: 0 }),
    ...presentMargin(sums.get(source) ?? { revenue: 0, cost: 0 }, account.currency),
  }))
  return {
    days,
    leads: bySource.reduce((sum, one) => sum + one.leads, 0),
    sold: bySource.reduce((sum, one) => sum + one.sold, 0),
    ...presentMargin(total, account.currency),
    sources: bySource,
  }
}

/** The latest costs of a supplier, newest first. */
export async function latestCosts(accountId: string, supplierId: string) {
  const rows = await store.all(
    `select id, lead_id, kind, cause, source, amount, currency, at from supplier_postings
     where account_id = ? and supplier_id = ? order by day desc, at desc, id limit ${SHOWN}`,
    [accountId, supplierId]
  )
  return rows.map((row) => ({
    id: row.id as string,
    lead: row.lead_id as string,
    kind: row.kind as 'cost' | 'reversal',
    cause: row.cause as string,
    source: row.source as string,
    amount: money(Number(row.amount), row.currency as string),
    at: new Date(Number(row.at)).toISOString(),
  }))
}

/** Sources leads came from lately that are of no supplier yet, the busiest first. */
export async function freeSources(account: Account, now: number): Promise<string[]> {
  const { from } = lastDays(account, 90, now)
  const rows = await store.all(
    `select f.key, sum(f.leads) as n from figures f
     where f.account_id = ? and f.dimension = 'source' and f.day >= ? and f.key <> ''
       and not exists (select 1 from supplier_sources s where s.account_id = f.account_id and s.source = f.key)
     group by f.key order by n desc limit 50`,
    [account.id, from]
  )
  return rows.map((row) => row.key as string)
}
