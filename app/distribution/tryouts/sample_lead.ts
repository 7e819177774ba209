import { acceptChanges } from '#entities/accept_lead'
import { isBlank } from '#entities/clean_text'
import { leadTitle } from '#entities/lead_title'
import { sampleValues } from '#entities/sample_values'
import { openValues } from '#entities/seal_values'
import type { Entity } from '#entities/types'
import { checkLimits } from '#intake/limits'
import type { LeadView } from '#sdk'
import { notFound } from '#shared/http_problem'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'
import type { AccountConfig } from '#distribution/account_config'

/** What a page names to try something on: a stored lead, values typed by hand, or neither: then one is made up. */
export interface SampleWish {
  lead?: string
  values?: Record<string, unknown>
  source?: string
}

export interface Sample {
  view: LeadView
  /** What a person would call it; null where nothing in it is a name. */
  title: string | null
  kind: 'stored' | 'typed' | 'made_up'
}

/** The id of a lead that is none: it is in no table, and nothing is ever counted for it. */
const NOT_STORED = 'lead_sample'

/** A lead to try things on, by the entity it must be of. Throws the 404 of a lead that is not the account's. */
export async function sampleLead(
  config: AccountConfig,
  entity: Entity,
  wish: SampleWish,
  now: number
): Promise<Result<Sample, Problem[]>> {
  if (wish.lead !== undefined) return storedLead(config, entity, wish.lead)
  const { account } = config
  const view = (values: Record<string, unknown>): LeadView => ({
    id: NOT_STORED,
    entity: entity.key,
    values,
    source: wish.source || null,
    created_at: new Date(now).toISOString(),
    test: true,
  })
  if (!wish.values) {
    const values = sampleValues(entity, { currency: account.currency, now })
    return ok({ view: view(values), title: leadTitle(values), kind: 'made_up' })
  }
  const problems = checkLimits(wish.values)
  if (problems.length) return fail(below(problems))
  // As a change is read: what is left out is missing, and no reason to refuse.
  const given = Object.fromEntries(Object.entries(wish.values).filter(([, one]) => !isBlank(one)))
  const read = acceptChanges(given, entity, now, account)
  if (!read.ok) return fail(below(read.problem))
  const { values } = read.value
  return ok({ view: view(values), title: leadTitle(values), kind: 'typed' })
}

const below = (problems: Problem[]): Problem[] =>
  problems.map((one) => ({ ...one, field: one.field ? `values.${one.field}` : 'values' }))

async function storedLead(
  config: AccountConfig,
  entity: Entity,
  id: string
): Promise<Result<Sample, Problem[]>> {
  const row = await store.first('select * from leads where id = ? and account_id = ?', [
    id,
    config.account.id,
  ])
  if (!row) throw notFound('lead')
  if (row.entity_id !== entity.id) {
    const message = `is of another entity than "${entity.key}"`
    return fail([{ field: 'lead', rule: 'entity', message }])
  }
  const values = openValues(config.key, entity, row.values as string)
  const view: LeadView = {
    id,
    entity: entity.key,
    values,
    source: row.source as string | null,
    created_at: new Date(Number(row.created_at)).toISOString(),
    test: Boolean(row.test),
  }
  return ok({ view, title: leadTitle(values), kind: 'stored' })
}
