import { leadTitle } from '#entities/lead_title'
import { store } from '#store/store'

/** What people would call these leads of an account; one whose values say nothing is left out. */
export async function titlesOfLeads(
  accountId: string,
  ids: readonly string[]
): Promise<Map<string, string>> {
  if (!ids.length) return new Map()
  const rows = await store.all(
    'select id, "values" from leads where account_id = ? and id in (??)',
    [accountId, [...ids]]
  )
  return new Map(
    rows.flatMap((row) => {
      const title = leadTitle(JSON.parse(row.values as string) as Record<string, unknown>)
      return title ? [[row.id as string, title] as const] : []
    })
  )
}
