import { createHash } from 'node:crypto'
import type { ArrivingLead } from '#intake/arrivals'
import { readConsents } from '#intake/consent_record'
import { newId } from '#shared/ids'
import { store } from '#store/store'
import type { Row, Write } from '#store/types'

export type ConsentRow = Row & { id: string }

const MOST_KNOWN = 5_000
/** How long a text is taken for being there: one that names its person is emptied with them. */
const KNOWN_MS = 60_000
/** When this process saw which text on disk. A form has one, so most leads need no look. */
const known = new Map<string, number>()

export const textIdOf = (accountId: string, text: string): string =>
  `${accountId}:${createHash('sha256').update(text).digest('hex')}`

/** The rows of what came with a lead, still without the lead's id; their texts are kept already, each once. */
export async function keepConsents(
  { accountId, source, at }: ArrivingLead,
  consent: unknown,
  extra: unknown
): Promise<ConsentRow[]> {
  const records = readConsents(consent, extra)
  await Promise.all(records.map(({ text }) => text !== null && keepText(accountId, text, at)))
  return records.map((one) => ({
    id: newId('cns', at),
    account_id: accountId,
    lead_id: '',
    text_id: one.text === null ? null : textIdOf(accountId, one.text),
    version: one.version,
    given_at: one.givenAt,
    received_at: at,
    ip: one.ip,
    user_agent: one.userAgent,
    page: one.page,
    form: one.form,
    form_version: one.formVersion,
    source,
    evidence: JSON.stringify(one.evidence),
  }))
}

export const ofLead = (row: ConsentRow, leadId: string): Write => ({
  insert: 'consents',
  row: { ...row, lead_id: leadId },
})

/** Before the lead: a text without one harms nobody, and a row that every lead of a form held would hold them all up. */
export async function keepText(accountId: string, text: string, at: number) {
  const id = textIdOf(accountId, text)
  if (Date.now() - (known.get(id) ?? 0) < KNOWN_MS) return
  const row = { id, account_id: accountId, text, created_at: at }
  await store.submit({
    locks: [{ table: 'consent_texts', value: id, seed: row }],
    decide(locked) {
      const emptied = locked.get('consent_texts', id)?.text === ''
      locked.put('consent_texts', id, emptied ? { text } : {})
      return { result: null, writes: [] }
    },
  })
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(id, Date.now())
}
