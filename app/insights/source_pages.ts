import { tokensOfSource } from '#accounts/verify_token'
import { presentToken } from '#accounts/present_token'
import type { Account } from '#accounts/types'
import { loadEntities } from '#entities/repository'
import { SOURCE_KEY_MAX } from '#capture/sources/source_shape'
import type { SourceForm } from '#capture/sources/source_shape'
import { sourceForm } from '#capture/sources/save_source'
import { type PresentedSource, showSource, showSources } from '#capture/sources/show_source'
import { revisionOf } from '#distribution/configuration/revision'
import { presentMargin, readMargin } from '#insights/report_margin'
import { lastDays, leadsBySource } from '#insights/supplier_pages'
import { store } from '#store/store'
import { loadSupplier } from '#suppliers/repository'
import { termsOn } from '#suppliers/terms_on'

const DAYS = 30
const MOST = 1_000
const SEEN = 50

/** Sources for a table, with what their leads brought and cost in the last days. */
export async function sourceRows(account: Account, now: number) {
  const period = lastDays(account, DAYS, now)
  const [{ data }, margins, leads] = await Promise.all([
    showSources(account.id, { limit: MOST }),
    readMargin(account, { ...period, group_by: 'source' }),
    leadsBySource(account.id, period),
  ])
  const sums = new Map(
    margins.filter(({ currency }) => currency === account.currency).map((one) => [one.key, one])
  )
  return data
    .map(({ key, name, entity, status, supplier, posting_url: url }) => ({
      ...{ key, name: name ?? key, entity, status, supplier: supplier ?? null },
      public: url !== null,
      ...(leads.get(key) ?? { leads: 0, sold: 0 }),
      ...presentMargin(sums.get(key) ?? { revenue: 0, cost: 0 }, account.currency),
    }))
    .sort((a, b) => b.leads - a.leads || a.name.localeCompare(b.name))
}

/** Sources that leads came from and nobody set up, the busiest first. */
export async function seenSources(account: Account) {
  const rows = await store.all(
    `select f.key, sum(f.leads) as n from figures f
     where f.account_id = ? and f.dimension = 'source' and f.key <> ''
       and not exists (select 1 from sources s where s.account_id = f.account_id and s.key = f.key)
     group by f.key having sum(f.leads) > 0 order by n desc limit ${SEEN}`,
    [account.id]
  )
  return rows
    .map((row) => ({ key: row.key as string, leads: Number(row.n) }))
    .filter(({ key }) => key.length <= SOURCE_KEY_MAX && key === key.trim())
}

/** The entity most leads of a source nobody set up are of. */
export async function entityOfSeen(accountId: string, source: string): Promise<string | null> {
  const row = await store.first(
    `select e.key, count(*) as n from leads l join entities e on e.id = l.entity_id
     where l.account_id = ? and l.source = ? group by e.key order by n desc limit 1`,
    [accountId, source]
  )
  return (row?.key as string | undefined) ?? null
}

export interface SourceHead {
  form: SourceForm
  revision: string
  facts: Pick<PresentedSource, 'posting_url' | 'protected' | 'created_at'> & { entity_name: string }
}

/** What every page of a source knows; null where the account has none of that key. */
export async function sourceHead(accountId: string, key: string): Promise<SourceHead | null> {
  const [form, shown, entities] = await Promise.all([
    sourceForm(accountId, key),
    showSource(accountId, key),
    loadEntities(accountId),
  ])
  if (!form || !shown) return null
  const facts = {
    posting_url: shown.posting_url,
    protected: shown.protected,
    created_at: shown.created_at,
    entity_name: entities.find((one) => one.key === form.entity)?.name ?? form.entity,
  }
  return { form, revision: revisionOf(form), facts }
}

/** What its leads brought and cost in the last days, and whom it belongs to. */
export async function sourceFigures(account: Account, form: SourceForm, now: number) {
  const period = lastDays(account, DAYS, now)
  const [margins, leads, tokens, supplier] = await Promise.all([
    readMargin(account, { ...period, group_by: 'source' }),
    leadsBySource(account.id, period),
    tokensOfSource(account.id, form.key),
    form.supplier ? loadSupplier(account.id, form.supplier) : null,
  ])
  const own = margins.find((one) => one.key === form.key && one.currency === account.currency)
  return {
    days: DAYS,
    ...(leads.get(form.key) ?? { leads: 0, sold: 0 }),
    ...presentMargin(own ?? { revenue: 0, cost: 0 }, account.currency),
    tokens: tokens.map(presentToken),
    supplier: supplier && {
      ...{ key: supplier.key, name: supplier.name },
      terms: termsOn(supplier.terms, period.to),
      payment_days: supplier.billing?.payment_days ?? null,
    },
  }
}
