import fc from 'fast-check'
import { accountConfig } from '#distribution/account_config'
import { type CompiledSearch, compileSearch } from '#distribution/lead_search/compile_search'
import type { LeadCriteria, Order } from '#distribution/lead_search/criteria'
import { findPage } from '#distribution/lead_search/find_page'
import { sealValues } from '#entities/seal_values'
import type { Entity } from '#entities/types'
import { isMissing } from '#routing/compare'
import { newId } from '#shared/ids'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Row, Write } from '#store/types'
import { apply, newAccount } from '#tests/functional/blueprint/new_account'
import { leads } from '#tests/unit/routing/rule_arbitraries'
import { everything } from '#tests/unit/routing/rule_helpers'

/** An account whose one entity has a field of every type, named after it. */
export async function everyField() {
  const account = await newAccount()
  const fields = everything.fields.map(({ key, label, type, options, encrypted }) => ({
    key,
    label,
    type,
    ...(options && { options }),
    ...(encrypted && { encrypted }),
  }))
  await apply(account, {
    sluice: 1,
    entities: [{ key: 'solar', name: 'Solar lead', stages: ['new', 'closed'], fields }],
  })
  const { entities } = await accountConfig(account.id)
  return { account, entity: [...entities.values()][0] }
}

export const write = (writes: Write[]) =>
  store.submit({ locks: [], decide: () => ({ result: null, writes }) })

const STATUSES = ['received', 'sold', 'unsold', 'held']

/** Rows of leads as intake would have stored them, with values of every kind and some of none. */
export async function storeLeads(accountId: string, entity: Entity, count: number) {
  const { key } = await accountConfig(accountId)
  const sample = fc.sample(leads, count)
  const ids: string[] = []
  for (const [n, lead] of sample.entries()) {
    const { ssn, ...values } = lead.values
    const sealed = sealValues(key, entity, isMissing(ssn) ? values : { ...values, ssn })
    const id = newId('lead')
    ids.push(id)
    const at = Date.now()
    await write([
      {
        insert: 'leads',
        row: {
          id,
          account_id: accountId,
          entity_id: entity.id,
          status: STATUSES[n % 4],
          stage: n % 2 ? 'new' : null,
          source: lead.source,
          external_id: n % 3 ? null : `X-${n}`,
          values: sealed.values,
          test: n % 5 === 0,
          created_at: at,
          updated_at: at,
        },
      },
      ...sealed.index.map(({ field, hash }): Write => ({
        insert: 'lead_index',
        row: { id: `${id}:${field}`, lead_id: id, field, account_id: accountId, hash },
      })),
    ])
  }
  return ids
}

/** Other values and another status, with the line of the trail that every change leaves. */
export async function changeLead(accountId: string, id: string) {
  const [lead] = fc.sample(leads, 1)
  const { ssn, ...values } = lead.values
  const set: Row = { values: JSON.stringify(values), status: 'sold', updated_at: Date.now() }
  await write([
    { update: 'leads', id, set },
    event('lead.updated', { accountId, leadId: id }, { fields: [] }, Date.now()),
  ])
}

export async function compiled(accountId: string, criteria: LeadCriteria) {
  const { key } = await accountConfig(accountId)
  const search = compileSearch(criteria, key, Date.now())
  if (!search.ok) throw new Error(JSON.stringify(search.problem))
  return search.value
}

export async function allLeads(accountId: string): Promise<Row[]> {
  return store.all('select * from leads where account_id = ? order by id desc', [accountId])
}

/** Everything that matches, page by page. */
export async function findAll(
  accountId: string,
  search: CompiledSearch,
  order: Order = 'newest',
  limit = 25
): Promise<string[]> {
  const found: string[] = []
  for (let after: string | null = null; ;) {
    const page = await findPage(accountId, search, {
      order,
      after,
      limit,
      columns: '*',
      budgetMs: 60_000,
    })
    found.push(...page.rows.map((row) => row.id as string))
    if (page.next === null) return found
    after = page.next
  }
}
