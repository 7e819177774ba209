import type { Account } from '#accounts/types'
import { monthsAt } from '#insights/agency/months'
import { type ClientRow, describeClients } from '#insights/agency/describe_clients'
import { DEFAULT_LIMIT, toPage } from '#shared/list_query'
import { store } from '#store/store'

export const CLIENT_SORTS = ['name', 'created', 'leads', 'revenue', 'last'] as const
export type ClientSort = (typeof CLIENT_SORTS)[number]

export interface ClientFilters {
  search?: string
  sort?: ClientSort
  dir?: 'asc' | 'desc'
  limit?: number
  /** Id of the client the page begins after. */
  cursor?: string
}

const VALUES: Record<ClientSort, string> = {
  name: 'lower(a.name)',
  created: 'a.created_at',
  leads: 'coalesce(f.leads, 0)',
  revenue: 'coalesce(f.net, 0)',
  last: `coalesce((select l.created_at from leads l where l.account_id = a.id
    order by l.id desc limit 1), 0)`,
}

const MONTH = `left join (
  select x.account_id, sum(x.leads) as leads,
    sum(case when x.currency = b.currency then x.gross - x.reversed else 0 end) as net
  from figures x join accounts b on b.id = x.account_id
  where b.parent_id = ? and x.dimension = 'hour' and x.day >= ? group by x.account_id
) f on f.account_id = a.id`

/** Clients of an agency with what each of them is up to: as many queries for a page as for one. */
export async function findClients(
  agency: Account,
  { search, sort = 'name', dir, limit = DEFAULT_LIMIT, cursor }: ClientFilters,
  now: number
) {
  const months = monthsAt(agency.timeZone, now)
  const down = (dir ?? (sort === 'name' ? 'asc' : 'desc')) === 'desc'
  const figures = sort === 'leads' || sort === 'revenue'
  const wanted = search?.trim().toLowerCase()
  const like = wanted && `%${wanted.replace(/[\\%_]/g, '\\$&')}%`
  const side = down ? '<' : '>'
  const rows = await store.all(
    `with found as (
       select a.id, ${VALUES[sort]} as place from accounts a ${figures ? MONTH : ''}
       where a.parent_id = ?
       ${like ? `and (lower(a.name) like ? escape '\\' or lower(a.key) like ? escape '\\')` : ''}
     )
     select id from found
     ${
       cursor
         ? `where place ${side} (select place from found where id = ?)
              or (place = (select place from found where id = ?) and id ${side} ?)`
         : ''
     }
     order by place ${down ? 'desc' : 'asc'}, id ${down ? 'desc' : 'asc'} limit ${limit + 1}`,
    [
      ...(figures ? [agency.id, months.now] : []),
      agency.id,
      ...(like ? [like, like] : []),
      ...(cursor ? [cursor, cursor, cursor] : []),
    ]
  )
  const page = toPage(
    rows.map(({ id }) => id as string),
    limit,
    (id) => id
  )
  return { ...page, data: await describeClients(page.data, months, now) }
}

/** One client of an agency by its key; null where it has none of that key. */
export async function findClient(
  agency: Account,
  key: string,
  now: number
): Promise<ClientRow | null> {
  const row = await store.first('select id from accounts where parent_id = ? and key = ?', [
    agency.id,
    key,
  ])
  if (!row) return null
  const [client] = await describeClients([row.id as string], monthsAt(agency.timeZone, now), now)
  return client
}

/** How many clients there are, and how many of them rest. */
export async function countClients(agencyId: string): Promise<{ all: number; resting: number }> {
  const [row] = await store.all(
    'select count(*) as n, count(suspended_at) as resting from accounts where parent_id = ?',
    [agencyId]
  )
  return { all: Number(row.n), resting: Number(row.resting) }
}
