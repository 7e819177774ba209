import { openValues } from '#entities/seal_values'
import { notFound } from '#shared/http_problem'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import { accountConfig } from '#distribution/account_config'

/** Opens one encrypted value for a person, and writes down who saw it. Throws HttpProblem 404. */
export async function revealValue(
  accountId: string,
  leadId: string,
  field: string,
  actor: string
): Promise<{ value: unknown; raw: unknown }> {
  const config = await accountConfig(accountId)
  const row = await store.first('select * from leads where id = ? and account_id = ?', [
    leadId,
    accountId,
  ])
  const entity = row && config.entities.get(row.entity_id as string)
  if (!entity) throw notFound('lead')
  const values = openValues(config.key, entity, row.values as string)
  if (!Object.hasOwn(values, field)) throw notFound('value')
  const raw = row.raw ? openValues(config.key, entity, row.raw as string) : {}
  // Seen is seen only once it is written down.
  await store.submit({
    locks: [],
    decide: () => ({
      result: null,
      writes: [event('lead.value_shown', { accountId, leadId }, { field }, Date.now(), actor)],
    }),
  })
  return { value: values[field], raw: Object.hasOwn(raw, field) ? raw[field] : null }
}
