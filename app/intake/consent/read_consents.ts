import type { Evidence } from '#intake/consent_record'
import { store } from '#store/store'
import type { Row } from '#store/types'

const time = (ms: unknown) => (ms === null ? null : new Date(Number(ms)).toISOString())

/** A consent as the interface shows it. */
export interface PresentedConsent {
  id: string
  lead: string
  text: string | null
  /** SHA-256 of the text, hex: the same text has the same one in every record. */
  text_sha256: string | null
  version: string | null
  given_at: string | null
  received_at: string
  ip: string | null
  user_agent: string | null
  page: string | null
  form: string | null
  form_version: string | null
  source: string | null
  evidence: Evidence[]
  withdrawn_at: string | null
  withdrawn_by: string | null
  reason: string | null
}

/** What was agreed to with a lead, oldest first. */
export async function consentsOfLead(
  accountId: string,
  leadId: string
): Promise<PresentedConsent[]> {
  const rows = await store.all(
    `select consents.*, consent_texts.text as text from consents
     left join consent_texts on consent_texts.id = consents.text_id
     where consents.lead_id = ? and consents.account_id = ? order by consents.id`,
    [leadId, accountId]
  )
  return rows.map(present)
}

const present = (row: Row): PresentedConsent => ({
  id: row.id as string,
  lead: row.lead_id as string,
  text: row.text as string | null,
  text_sha256: (row.text_id as string | null)?.split(':')[1] ?? null,
  version: row.version as string | null,
  given_at: time(row.given_at),
  received_at: time(row.received_at)!,
  ip: row.ip as string | null,
  user_agent: row.user_agent as string | null,
  page: row.page as string | null,
  form: row.form as string | null,
  form_version: row.form_version as string | null,
  source: row.source as string | null,
  evidence: JSON.parse(row.evidence as string) as Evidence[],
  withdrawn_at: time(row.withdrawn_at),
  withdrawn_by: row.withdrawn_by as string | null,
  reason: row.reason as string | null,
})
