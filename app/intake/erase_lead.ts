import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Write } from '#store/types'

const BUSY_MS = 5_000
const LOOK_MS = 100

/**
 * Erases a person: values, what came with them, match keys, blind indexes and logged requests and answers go; sales,
 * postings and the trail stay, which name no value. `busy` while a worker is distributing the lead this very moment.
 * What is still to be retried afterwards is not sent any more. Erasing again is no error.
 */
export async function eraseLead(
  accountId: string,
  leadId: string,
  actor: string | null
): Promise<'erased' | 'not_found' | 'busy'> {
  for (const until = Date.now() + BUSY_MS; ;) {
    const result = await tryToErase(accountId, leadId, actor)
    if (result !== 'busy' || Date.now() >= until) return result
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

async function tryToErase(accountId: string, leadId: string, actor: string | null) {
  const found = await store.first('select id from leads where id = ? and account_id = ?', [
    leadId,
    accountId,
  ])
  if (!found) return 'not_found' as const
  const [keys, index, revisions, attempts, runs] = await Promise.all([
    store.all('select id from lead_keys where lead_id = ?', [leadId]),
    store.all('select id from lead_index where lead_id = ?', [leadId]),
    store.all('select id from lead_revisions where lead_id = ?', [leadId]),
    store.all(
      'select a.id from attempts a join deliveries d on d.id = a.delivery_id where d.lead_id = ?',
      [leadId]
    ),
    store.all('select id, path, state from distributions where lead_id = ?', [leadId]),
  ])
  const at = Date.now()
  const clear = (
    table: 'lead_keys' | 'lead_index' | 'lead_revisions' | 'attempts',
    rows: { id?: unknown }[],
    set: object
  ) => rows.map((row): Write => ({ update: table, id: row.id as string, set: { ...set } }))
  return store.submit<'erased' | 'busy'>({
    locks: [
      ...runs.map((row) => ({ table: 'distributions' as const, value: row.id as string })),
      { table: 'leads', value: leadId },
    ],
    decide(locked) {
      const lead = locked.get('leads', leadId)
      if (!lead || lead.erased_at) return { result: 'erased', writes: [] }
      if (runs.some((row) => locked.get('distributions', row.id as string)?.owner))
        return { result: 'busy', writes: [] }
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
          set: { path: withoutValues(row.path as string), state: withoutSealed(row.state as string) },
        })),
        event('lead.erased', { accountId, leadId }, {}, at, actor),
      ]
      return { result: 'erased', writes }
    },
  })
}

/** The way a lead took stays; what its conditions saw does not. */
function withoutValues(path: string): string {
  const steps = JSON.parse(path) as { detail?: { conditions?: { actual?: unknown }[] } }[]
  for (const step of steps)
    for (const condition of step.detail?.conditions ?? []) condition.actual = null
  return JSON.stringify(steps)
}

/** Where the run stands stays; the values transforms made of the lead's do not. */
const withoutSealed = (state: string): string =>
  JSON.stringify({ ...(JSON.parse(state) as object), values: null })
