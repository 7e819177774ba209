import { createHash } from 'node:crypto'
import { chooseAddress } from '#crm/lead_mails/addresses'
import { type LeadMail, openMail, sealMail } from '#crm/lead_mails/mail_rows'
import { openPlaces } from '#crm/mail_templates/fill_template'
import { MOST_SUBJECT, MOST_TEXT } from '#crm/mail_templates/types'
import { HttpProblem, conflict, invalid, invalidField } from '#shared/http_problem'
import { newId } from '#shared/ids'
import { HOUR } from '#shared/local_time'
import type { Problem } from '#shared/result'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { fillFor } from '#distribution/lead_mails/draft_mail'
import { crmRunner } from '#distribution/lead_mails/mail_runner'
import { suppressedBy } from '#distribution/lead_mails/suppressed_by'
import { mergedAway } from '#distribution/refusals'
import { type Writer, type WrittenLead, writtenLead } from '#distribution/lead_mails/written_lead'

export interface MailWish {
  template?: string
  subject?: string
  text?: string
  /** An address of the lead, or the field it is in; absent: its first. */
  to?: string
  /** Made by who asks, once for each mail: asking twice sends one. */
  key?: string
}

/** Enough for people who write; a loop that writes is stopped. */
export const MOST_A_LEAD = 20
export const MOST_AN_ACCOUNT = 500

/**
 * Takes a mail to a lead; it leaves behind this. Words that are not given come from the template. Throws HttpProblem 404,
 * 409, 422 or 429.
 */
export async function queueMail(
  accountId: string,
  leadId: string,
  wish: MailWish,
  writer: Writer
): Promise<LeadMail> {
  const lead = await writtenLead(accountId, leadId)
  const id = mailId(accountId, leadId, wish.key)
  const before = await store.first('select * from lead_mails where id = ?', [id])
  if (before) return openMail(lead.config.key, before)
  const filled = wish.template === undefined ? null : await fillFor(lead, wish.template, writer)
  const subject = oneLine(wish.subject ?? filled?.subject ?? '')
  const text = (wish.text ?? filled?.text ?? '').replaceAll('\0', '').trim()
  const problems = [...wordProblems('subject', subject, MOST_SUBJECT)]
  problems.push(...wordProblems('text', text, MOST_TEXT))
  const to = chooseAddress(lead.addresses, wish.to)
  if (!to) problems.push(noAddress(lead, wish.to))
  if (problems.length) throw invalid(problems)
  const now = Date.now()
  await demandReachable(lead, now)
  await demandRoom(accountId, leadId, now)
  const row: Row = {
    ...{ id, account_id: accountId, lead_id: leadId, template: wish.template ?? null },
    ...{ field: to!.field, ...sealMail(lead.config.key, id, { to: to!.address, subject, text }) },
    ...{ user_id: writer.user?.id ?? null, actor: writer.actor },
    ...{ reply_to: writer.user?.email ?? null, status: 'queued', error: null, kept: false },
    ...{ attempts: 0, due_at: now, owned_until: 0, created_at: now, sent_at: null },
  }
  const kept = await keep(row, writer.actor)
  crmRunner.nudge()
  return openMail(lead.config.key, kept)
}

/** The same for the same asking. */
const mailId = (accountId: string, leadId: string, key: string | undefined) =>
  key === undefined
    ? newId('lmail')
    : `lmail_${createHash('sha256').update(`${accountId}\n${leadId}\n${key}`).digest('hex').slice(0, 32)}`

const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

function wordProblems(field: string, text: string, most: number): Problem[] {
  if (text === '') return [{ field, rule: 'required', message: 'must not be empty' }]
  if (text.length > most)
    return [{ field, rule: 'max', message: `must have at most ${most} characters` }]
  const open = openPlaces(text)
  if (open.length === 0) return []
  const message = `${open.join(', ')} ${open.length === 1 ? 'has' : 'have'} no value; write one, or take it out`
  return [{ field, rule: 'unfilled', message }]
}

const noAddress = ({ addresses }: WrittenLead, to: string | undefined): Problem =>
  addresses.length === 0
    ? { field: 'to', rule: 'required', message: 'the lead has no e-mail address' }
    : { field: 'to', rule: 'exists', message: `"${to}" is no e-mail address of the lead` }

async function demandReachable(lead: WrittenLead, now: number) {
  const suppressed = await suppressedBy(lead, now)
  if (suppressed) throw invalidField('to', 'suppressed', suppressed)
}

async function demandRoom(accountId: string, leadId: string, now: number) {
  const row = await store.first(
    `select count(*) as n, sum(case when lead_id = ? then 1 else 0 end) as own from lead_mails
     where account_id = ? and created_at > ?`,
    [leadId, accountId, now - HOUR]
  )
  const said =
    Number(row?.own ?? 0) >= MOST_A_LEAD
      ? `More than ${MOST_A_LEAD} mails an hour to one lead`
      : Number(row?.n ?? 0) >= MOST_AN_ACCOUNT
        ? `More than ${MOST_AN_ACCOUNT} mails an hour`
        : null
  if (said) throw new HttpProblem('too-many-requests', said, { headers: { 'retry-after': '600' } })
}

/** With its line of the trail, unless the same was asked for at this moment, or the lead went meanwhile. */
async function keep(row: Row, actor: string): Promise<Row> {
  const id = row.id as string
  const leadId = row.lead_id as string
  const subject = { accountId: row.account_id as string, leadId }
  const said = { mail: id, template: row.template }
  const result = await store.submit<Row | 'erased' | { into: string }>({
    locks: [
      { table: 'leads', value: leadId },
      { table: 'lead_mails', value: id },
    ],
    decide(locked) {
      const lead = locked.get('leads', leadId)
      const before = locked.get('lead_mails', id)
      if (before) return { result: before, writes: [] }
      if (!lead || lead.erased_at) return { result: 'erased', writes: [] }
      if (lead.merged_into) return { result: { into: lead.merged_into as string }, writes: [] }
      const noted = event('lead.mailed', subject, said, Number(row.created_at), actor)
      return { result: row, writes: [{ insert: 'lead_mails', row }, noted] }
    },
  })
  if (result === 'erased') throw conflict('The lead was erased')
  if ('into' in result) throw mergedAway(result.into as string)
  return result as Row
}
