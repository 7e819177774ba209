import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { type Money, money } from '#shared/money'
import { leadTitle } from '#entities/lead_title'
import type { Account } from '#accounts/types'

export interface Overview {
  /** Local date in the account's zone that the figures are of. */
  day: string
  leads: number
  sold: number
  unsold: number
  held: number
  underWay: number
  /** Sales less cancellations booked today. */
  revenue: Money
  /** Partners that were sold a lead today, best first. */
  partners: { key: string; name: string; sold: number; revenue: Money }[]
  latest: LatestLead[]
}

export interface LatestLead {
  id: string
  title: string | null
  entity: string
  source: string | null
  status: string
  test: boolean
  createdAt: string
  /** Partners that have it, by name. */
  partners: string[]
  revenue: Money | null
}

const LATEST = 20

/** What an operator wants to know first: today's leads, sales and money, and the leads that came last. */
export async function loadOverview(account: Account, now: number): Promise<Overview> {
  const today = DateTime.fromMillis(now, { zone: account.timeZone })
  const day = today.toISODate()!
  const [byStatus, partners, latest] = await Promise.all([
    countToday(account, today.startOf('day').toMillis()),
    sellToday(account, day),
    latestLeads(account),
  ])
  const count = (...statuses: string[]) =>
    statuses.reduce((sum, status) => sum + (byStatus[status] ?? 0), 0)
  return {
    day,
    leads: Object.values(byStatus).reduce((sum, n) => sum + n, 0),
    sold: count('sold'),
    unsold: count('unsold'),
    held: count('held'),
    underWay: count('received', 'distributing'),
    revenue: money(
      partners.reduce((sum, partner) => sum + partner.amount, 0),
      account.currency
    ),
    partners: partners.map(({ amount, ...partner }) => ({
      ...partner,
      revenue: money(amount, account.currency),
    })),
    latest,
  }
}

async function countToday(account: Account, since: number): Promise<Record<string, number>> {
  const rows = await db
    .from('leads')
    .where('account_id', account.id)
    .where('created_at', '>=', since)
    .groupBy('status')
    .select('status')
    .count('* as n')
  return Object.fromEntries(rows.map((row) => [row.status, Number(row.n)]))
}

async function sellToday(account: Account, day: string) {
  const rows = await db
    .from('postings')
    .join('partners', 'partners.id', 'postings.partner_id')
    .where('postings.account_id', account.id)
    .where('postings.day', day)
    .groupBy('partners.key', 'partners.name')
    .select('partners.key', 'partners.name')
    .select(db.raw(`sum(case when postings.kind = 'sale' then 1 else 0 end) as sold`))
    .sum('postings.amount as amount')
  return rows
    .map((row) => ({
      key: String(row.key),
      name: String(row.name),
      sold: Number(row.sold),
      amount: Number(row.amount),
    }))
    .sort((a, b) => b.amount - a.amount || a.name.localeCompare(b.name))
}

async function latestLeads(account: Account): Promise<LatestLead[]> {
  const leads = await db
    .from('leads')
    .join('entities', 'entities.id', 'leads.entity_id')
    .where('leads.account_id', account.id)
    .orderBy('leads.id', 'desc')
    .limit(LATEST)
    .select('leads.id', 'entities.name as entity', 'leads.source', 'leads.status', 'leads.test')
    .select('leads.created_at', 'leads.values')
  const sales = await db
    .from('deliveries')
    .join('partners', 'partners.id', 'deliveries.partner_id')
    .where('deliveries.account_id', account.id)
    .whereIn(
      'deliveries.lead_id',
      leads.map((lead) => lead.id)
    )
    .whereIn('deliveries.status', ['accepted', 'sent'])
    .orderBy('deliveries.id')
    .select('deliveries.lead_id', 'deliveries.price', 'deliveries.currency', 'partners.name')
  return leads.map((lead) => {
    const own = sales.filter((sale) => sale.lead_id === lead.id)
    return {
      id: lead.id,
      title: leadTitle(JSON.parse(lead.values)),
      entity: lead.entity,
      source: lead.source,
      status: lead.status,
      test: Boolean(lead.test),
      createdAt: new Date(Number(lead.created_at)).toISOString(),
      partners: own.map((sale) => sale.name),
      revenue: own.length
        ? money(
            own.reduce((sum, sale) => sum + Number(sale.price), 0),
            own[0].currency
          )
        : null,
    }
  })
}
