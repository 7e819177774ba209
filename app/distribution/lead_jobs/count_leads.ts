import type { AccountConfig } from '#distribution/account_config'
import { type ReadFilter, narrowed } from '#distribution/lead_list/read_filter'
import type { LeadCriteria } from '#distribution/lead_search/criteria'
import { findPage } from '#distribution/lead_search/find_page'
import { TERM_COLUMNS } from '#distribution/lead_search/lead_terms'

export interface Count {
  n: number
  exact: boolean
}

const COUNT_MS = 1_500

/** How many leads a filter finds, as far as that is known in a moment. */
export async function countOf(config: AccountConfig, { search }: ReadFilter): Promise<Count> {
  const page = await findPage(config.account.id, search, {
    order: 'newest',
    after: null,
    limit: 1,
    columns: TERM_COLUMNS,
    budgetMs: COUNT_MS,
    countMs: COUNT_MS,
  })
  return page.count!
}

/** The same of a filter that was read, with something more asked of its leads. */
export function countWith(
  config: AccountConfig,
  read: ReadFilter,
  more: Partial<LeadCriteria>,
  now: number
): Promise<Count> {
  return countOf(config, narrowed(config, read, more, now))
}
