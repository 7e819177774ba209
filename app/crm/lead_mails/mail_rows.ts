import type { AccountKey } from '#entities/field_crypto'
import { notFound } from '#shared/http_problem'
import { store } from '#store/store'
import type { Row } from '#store/types'

export type LeadMailStatus = 'queued' | 'sent' | 'failed'

/** A mail to a lead, opened. */
export interface LeadMail {
  id: string
  accountId: string
  leadId: string
  /** Key of the template it was made from. */
  template: string | null
  /** Whose address it goes to. */
  field: string
  to: string
  subject: string
  text: string
  actor: string | null
  replyTo: string | null
  status: LeadMailStatus
  error: string | null
  /** No mail server is set: it lies in the outbox and reached nobody. */
  kept: boolean
  attempts: number
  createdAt: number
  sentAt: number | null
}

const SEALED = ['to', 'subject', 'text'] as const
type Sealed = Record<(typeof SEALED)[number], string>
const boundTo = (id: string, column: string) => `lead mail ${id} ${column}`

/** What names the person, as it is stored. */
export const sealMail = (key: AccountKey, id: string, of: Sealed): Sealed => ({
  to: key.seal(of.to, boundTo(id, 'to')),
  subject: key.seal(of.subject, boundTo(id, 'subject')),
  text: key.seal(of.text, boundTo(id, 'text')),
})

export function openMail(key: AccountKey, row: Row): LeadMail {
  const id = row.id as string
  const opened = (column: (typeof SEALED)[number]) =>
    key.open(row[column] as string, boundTo(id, column))
  return {
    ...{ id, accountId: row.account_id as string, leadId: row.lead_id as string },
    ...{ template: row.template as string | null, field: row.field as string },
    ...{ to: opened('to'), subject: opened('subject'), text: opened('text') },
    ...{ actor: row.actor as string | null, replyTo: row.reply_to as string | null },
    ...{ status: row.status as LeadMailStatus, error: row.error as string | null },
    ...{ kept: Boolean(row.kept), attempts: Number(row.attempts) },
    createdAt: Number(row.created_at),
    sentAt: row.sent_at === null ? null : Number(row.sent_at),
  }
}

/** The newest first. Throws HttpProblem 404 where the account has no such lead. */
export async function mailsOfLead(
  accountId: string,
  leadId: string,
  key: AccountKey
): Promise<LeadMail[]> {
  const lead = await store.first('select id from leads where id = ? and account_id = ?', [
    leadId,
    accountId,
  ])
  if (!lead) throw notFound('lead')
  const rows = await store.all(
    'select * from lead_mails where account_id = ? and lead_id = ? order by created_at desc, id desc',
    [accountId, leadId]
  )
  return rows.map((row) => openMail(key, row))
}

/** As pages and the API show it. */
export const presentMail = (mail: LeadMail) => ({
  ...{ id: mail.id, lead: mail.leadId, template: mail.template, to: mail.to },
  ...{ subject: mail.subject, text: mail.text, status: mail.status, error: mail.error },
  ...{ kept: mail.kept, actor: mail.actor, reply_to: mail.replyTo },
  created_at: new Date(mail.createdAt).toISOString(),
  sent_at: mail.sentAt === null ? null : new Date(mail.sentAt).toISOString(),
})
export type PresentedMail = ReturnType<typeof presentMail>

/** Its row of the outbox, and the left half of its Message-ID. */
export const outboxId = (id: string) => id.replace('lmail_', 'mail_')
