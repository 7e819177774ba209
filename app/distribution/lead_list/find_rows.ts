import { DEFAULT_LIMIT, writeCursor } from '#shared/list_query'
import { store } from '#store/store'
import type { AccountConfig } from '#distribution/account_config'
import { findPage } from '#distribution/lead_search/find_page'
import type { Order } from '#distribution/lead_search/criteria'
import { Walk } from '#distribution/lead_search/walk'
import { type LeadRow, ROW_COLUMNS, presentRows } from '#distribution/lead_list/present_rows'
import type { ReadFilter } from '#distribution/lead_list/read_filter'

/** What a page may take (ms) before it shows what it has, and what counting may take beyond that. */
const BUDGET_MS = 200
const COUNT_MS = 60
const MAX_NEWS = 100

export interface RowsPage {
  data: LeadRow[]
  meta: {
    next_cursor: string | null
    /** Not every lead was looked at yet: how far back it went. The next page goes on from there. */
    searched_back_to: string | null
    /** On the first page. `exact: false`: there are more, or may be. */
    count: { n: number; exact: boolean } | null
    /** The time that was covered, from the account's first lead or the filter's bound. */
    since: string | null
    until: string | null
    /** False: changes of the last moments may not show yet. */
    current: boolean
  }
}

/** A page of the list of leads. */
export async function findRows(
  config: AccountConfig,
  { search, criteria }: ReadFilter,
  { order, after, limit }: { order: Order; after?: string; limit?: number }
): Promise<RowsPage> {
  const { id } = config.account
  const [page, first] = await Promise.all([
    findPage(id, search, {
      order,
      after: after ?? null,
      limit: limit ?? DEFAULT_LIMIT,
      columns: ROW_COLUMNS,
      budgetMs: BUDGET_MS,
      countMs: COUNT_MS,
    }),
    store.first('select created_at from leads where account_id = ? order by id limit 1', [id]),
  ])
  const since = first && Math.max(Number(first.created_at), criteria.from ?? 0)
  return {
    data: await presentRows(config, page.rows),
    meta: {
      next_cursor: page.next === null ? null : writeCursor(page.next),
      searched_back_to: timeOf(page.searchedTo),
      count: page.count,
      since: timeOf(since),
      until: timeOf(criteria.to ?? null),
      current: page.current,
    },
  }
}

const timeOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

/** How many leads that match came after one, up to a hundred. */
export async function countNews(
  config: AccountConfig,
  { search }: ReadFilter,
  after: string
): Promise<{ n: number; more: boolean }> {
  const walk = new Walk(config.account.id, search, { order: 'newest', columns: ROW_COLUMNS })
  let n = 0
  for await (const step of walk.steps()) {
    // What is in a block has been there for a while.
    if (step.type === 'block') break
    n += step.matching.filter((row) => (row.id as string) > after).length
    if (n > MAX_NEWS || !step.last || (step.last.id as string) <= after) break
  }
  return { n: Math.min(n, MAX_NEWS), more: n > MAX_NEWS }
}
