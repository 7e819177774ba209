import type { Infer } from '@vinejs/vine/types'
import type { leadFilters } from '#intake/validators/lead_queries'
import { readPeriod } from '#routing/period'
import { invalid } from '#shared/http_problem'
import { DEFAULT_LIMIT, writeCursor } from '#shared/list_query'
import type { AccountConfig } from '#distribution/account_config'
import { compileSearch } from '#distribution/lead_search/compile_search'
import { findPage } from '#distribution/lead_search/find_page'
import { assigneesOf, findTags } from '#distribution/lead_list/read_filter'
import { mergedApart } from '#distribution/lead_search/merged_apart'
import { presentLeads } from '#distribution/present'
import { entityByKey } from '#distribution/take_lead'

/** An answer is due by then: a page may be short and still say where it goes on. */
const BUDGET_MS = 3_000

/** A page of leads, newest first. An entity that does not exist has none. */
export async function findLeads(config: AccountConfig, filters: Infer<typeof leadFilters>) {
  const { id: accountId, timeZone } = config.account
  const entity = filters.entity === undefined ? null : entityByKey(config, filters.entity)
  const tags = filters.tag?.length ? findTags(config, filters.tag) : undefined
  if (tags && !tags.ok) throw invalid(tags.problem)
  const search = compileSearch(
    {
      entity,
      nothing: filters.entity !== undefined && !entity,
      statuses: filters.status && [filters.status],
      stage: filters.stage,
      tagIds: tags?.value,
      assignees: assigneesOf(filters.assignee),
      source: filters.source,
      externalId: filters.external_id,
      test: filters.test,
      ...(filters.merged ? { merged: true } : await mergedApart(accountId)),
      ...readPeriod(filters, timeZone),
    },
    config.key,
    Date.now()
  )
  if (!search.ok) throw new Error('columns can always be searched')
  const { rows, next } = await findPage(accountId, search.value, {
    order: 'newest',
    after: filters.cursor ?? null,
    limit: filters.limit ?? DEFAULT_LIMIT,
    columns: '*',
    budgetMs: BUDGET_MS,
  })
  return {
    data: await presentLeads(accountId, rows),
    meta: { next_cursor: next === null ? null : writeCursor(next) },
  }
}
