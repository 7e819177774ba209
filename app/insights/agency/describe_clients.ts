import type { Months } from '#insights/agency/months'
import { HIGH_SHARE, LEAST_LEADS } from '#insights/unsold_share'
import { type Money, money } from '#shared/money'
import { store } from '#store/store'
import type { Row } from '#store/types'

export interface ClientMonth {
  leads: number
  revenue: Money
}

/** A client as its agency sees it, on pages and by the API. */
export interface ClientRow {
  key: string
  name: string
  /** `new`: no lead came in yet. */
  status: 'active' | 'resting' | 'new'
  resting_since: string | null
  country: string | null
  currency: string
  time_zone: string
  language: string
  starter: string | null
  created_at: string
  last_lead_at: string | null
  /** How many people its team has. */
  team: number
  /** Whether it lets the agency work in it. */
  access: boolean
  month: ClientMonth
  month_before: ClientMonth
  trouble: {
    /** Share of the leads of the last seven days that found nobody, 0 to 1, where it is high; else null. */
    unsold: number | null
    /** Partners whose endpoints are paused or disabled. */
    failing: number
  }
}

const time = (ms: unknown) => (ms === null ? null : new Date(Number(ms)).toISOString())

/** What these accounts are up to, in their order: so many queries whatever their number. */
export async function describeClients(
  ids: string[],
  months: Months,
  now: number
): Promise<ClientRow[]> {
  if (ids.length === 0) return []
  const [accounts, figures, teams, failing] = await Promise.all([
    accountsOf(ids),
    figuresOf(ids, months),
    countsOf(
      'select account_id, count(*) as n from memberships where account_id in (??) group by account_id',
      ids
    ),
    countsOf(
      `select account_id, count(distinct partner_id) as n from circuits
       where account_id in (??) and (disabled_at is not null or open_until > ${Number(now)})
       group by account_id`,
      ids
    ),
  ])
  const byId = new Map(accounts.map((row) => [row.id as string, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const sums = figures.get(id) ?? {}
    return [describe(row, sums, teams.get(id) ?? 0, failing.get(id) ?? 0)]
  })
}

const accountsOf = (ids: string[]) =>
  store.all(
    `select a.id, a.key, a.name, a.country, a.currency, a.time_zone, a.language, a.starter,
       a.created_at, a.suspended_at, a.agency_access,
       (select l.created_at from leads l where l.account_id = a.id order by l.id desc limit 1)
         as last_lead
     from accounts a where a.id in (??)`,
    [ids]
  )

type Sums = Record<string, unknown>

async function figuresOf(ids: string[], { now, before, week }: Months): Promise<Map<string, Sums>> {
  const net = 'case when f.currency = a.currency then f.gross - f.reversed else 0 end'
  const rows = await store.all(
    `select f.account_id,
       sum(case when f.day >= ? then f.leads else 0 end) as leads,
       sum(case when f.day >= ? and f.day < ? then f.leads else 0 end) as leads_before,
       sum(case when f.day >= ? then ${net} else 0 end) as net,
       sum(case when f.day >= ? and f.day < ? then ${net} else 0 end) as net_before,
       sum(case when f.day >= ? then f.sold else 0 end) as sold,
       sum(case when f.day >= ? then f.unsold else 0 end) as unsold
     from figures f join accounts a on a.id = f.account_id
     where f.account_id in (??) and f.dimension = 'hour' and f.day >= ? group by f.account_id`,
    [now, before, now, now, before, now, week, week, ids, before < week ? before : week]
  )
  return new Map(rows.map((row) => [row.account_id as string, row]))
}

async function countsOf(sql: string, ids: string[]): Promise<Map<string, number>> {
  const rows = await store.all(sql, [ids])
  return new Map(rows.map((row) => [row.account_id as string, Number(row.n)]))
}

function describe(row: Row, sums: Sums, team: number, failing: number): ClientRow {
  const currency = row.currency as string
  const n = (name: string) => Number(sums[name] ?? 0)
  const ended = n('sold') + n('unsold')
  const share = ended >= LEAST_LEADS ? n('unsold') / ended : 0
  return {
    key: row.key as string,
    name: row.name as string,
    status: row.suspended_at !== null ? 'resting' : row.last_lead === null ? 'new' : 'active',
    resting_since: time(row.suspended_at),
    country: row.country as string | null,
    currency,
    time_zone: row.time_zone as string,
    language: row.language as string,
    starter: row.starter as string | null,
    created_at: time(row.created_at)!,
    last_lead_at: time(row.last_lead),
    team,
    access: Boolean(row.agency_access),
    month: { leads: n('leads'), revenue: money(n('net'), currency) },
    month_before: { leads: n('leads_before'), revenue: money(n('net_before'), currency) },
    trouble: { unsold: share > HIGH_SHARE ? share : null, failing },
  }
}
