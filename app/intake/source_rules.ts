import { onConfigChange } from '#accounts/config_changes'
import { NO_RULES, type SourceRules } from '#intake/bind_source'
import { store } from '#store/store'

export interface LiveSource {
  paused: boolean
  rules: SourceRules
}

/** As long as another process goes on with a token that was revoked. */
const FRESH_MS = 5_000
const MAX_CACHED = 10_000
const cache = new Map<string, { until: number; source: LiveSource }>()
const mark = (accountId: string) => `${accountId}\n`

onConfigChange((accountId) => {
  for (const key of cache.keys()) if (key.startsWith(mark(accountId))) cache.delete(key)
})

/** What a source of an account says; one that nobody set up says nothing. `now` in ms. */
export async function sourceRules(
  accountId: string,
  source: string,
  now = Date.now()
): Promise<LiveSource> {
  const key = mark(accountId) + source
  const known = cache.get(key)
  if (known && known.until > now) return known.source
  const row = await store.first(
    'select status, rules from sources where account_id = ? and key = ?',
    [accountId, source]
  )
  const found: LiveSource = {
    paused: row?.status === 'paused',
    rules: row ? (JSON.parse(row.rules as string) as SourceRules) : NO_RULES,
  }
  if (cache.size >= MAX_CACHED) cache.clear()
  cache.set(key, { until: now + FRESH_MS, source: found })
  return found
}
