import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Write } from '#store/types'

/**
 * Erases a person: values, what came with them, match keys, blind indexes and logged requests and answers go; sales,
 * postings and the trail stay, which name no value. False when the account has no such lead. Again is no error.
 */
export async function eraseLead(
  accountId: string,
  leadId: string,
  actor: string | null
): Promise<boolean> {
  const found = await store.first('select id from leads where id = ? and account_id = ?', [
    leadId,
    accountId,
  ])
  if (!found) return false
  const [keys, index, revisions, attempts, runs] = await Promise.all([
    store.all('select id from lead_keys where lead_id = ?', [leadId]),
    store.all('select id from lead_index where lead_id = ?', [leadId]),
    store.all('select id from lead_revisions where lead_id = ?', [leadId]),
    store.all(
      'select a.id from attempts a join deliveries d on d.id = a.delivery_id where d.lead_id = ?',
      [leadId]
    ),
    store.all('select id, path from distributions where lead_id = ?', [leadId]),
  ])
  const at = Date.now()
  const clear = (
    table: 'lead_keys' | 'lead_index' | 'lead_revisions' | 'attempts',
    rows: { id?: unknown }[],
    set: object
  ) => rows.map((row): Write => ({ update: table, id: row.id as string, set: { ...set } }))
  await store.submit({
    locks: [{ table: 'leads', value: leadId }],
    decide(locked) {
      const lead = locked.get('leads', leadId)
      if (!lead || lead.erased_at) return { result: null, writes: [] }
      const writes: Write[] = [
        {
          update: 'leads',
          id: leadId,
          set: {
            values: '{}',
            raw: null,
            extra: '{}',
            consent: null,
            external_id: null,
            erased_at: at,
            updated_at: at,
          },
        },
        ...clear('lead_keys', keys, { lead_id: null, seen_at: 0 }),
        ...clear('lead_index', index, { hash: '' }),
        ...clear('lead_revisions', revisions, { values: '{}' }),
        ...clear('attempts', attempts, { request: null, response: null }),
        ...runs.map((row): Write => ({
          update: 'distributions',
          id: row.id as string,
          set: { path: withoutValues(row.path as string), state: '{}' },
        })),
        event('lead.erased', { accountId, leadId }, {}, at, actor),
      ]
      return { result: null, writes }
    },
  })
  return true
}

/** The way a lead took stays; what its conditions saw does not. */
function withoutValues(path: string): string {
  const steps = JSON.parse(path) as { detail?: { conditions?: { actual?: unknown }[] } }[]
  for (const step of steps)
    for (const condition of step.detail?.conditions ?? []) condition.actual = null
  return JSON.stringify(steps)
}
