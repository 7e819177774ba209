import type { Found } from '#intake/erase_lead'
import type { Lock, Row, Write } from '#store/types'

/** What people wrote about a lead, planned, put on it and sent to it: rows that say nothing that must stay. */
const ITS_OWN = [
  ...(['notes', 'tasks', 'lead_watchers', 'lead_mails', 'lead_tags', 'lead_job_undo'] as const),
] as const

/** What goes of the rows beside the lead's own when it is erased. Pure. */
export function clearedRows(found: Found): Write[] {
  const { keys, index, revisions, attempts, pings, consents, texts, returns, evidence } = found
  const { veil } = found
  const clear = (update: Lock['table'], rows: Row[], set: (row: Row) => Row) =>
    rows.map((row): Write => ({ update, id: row.id as string, set: set(row) }))
  return [
    ...ITS_OWN.map((own): Write => ({ clear: own, column: 'lead_id', value: found.leadId })),
    ...clear('lead_keys', keys, () => ({ lead_id: null, seen_at: 0 })),
    ...clear('lead_index', index, () => ({ hash: '' })),
    ...clear('lead_revisions', revisions, () => ({ values: '{}' })),
    ...clear('attempts', attempts, ({ error }) => ({
      request: null,
      response: null,
      error: veil(error as string | null),
    })),
    ...clear('pings', pings, ({ reason, reference }) => ({
      request: null,
      response: null,
      reason: veil(reason as string | null),
      reference: veil(reference as string | null),
    })),
    // What was agreed to, and when, stays as proof; where from does not.
    ...clear('consents', consents, ({ reason, text_id: text }) => ({
      text_id: texts.get(text as string) ?? text,
      ip: null,
      user_agent: null,
      page: null,
      evidence: '[]',
      reason: veil(reason as string | null),
    })),
    ...found.emptied,
    ...clear('returns', returns, ({ decision_reason: why }) => ({
      note: null,
      decision_reason: veil(why as string | null),
    })),
    ...clear('return_files', evidence, () => ({ name: '', path: null })),
  ]
}
