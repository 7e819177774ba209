import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { TransportError } from '#sdk'
import { partnerMail } from '#accounts/mails/mail_brand'
import { loadAccount } from '#accounts/repository'
import { type LeadMail, openMail, outboxId } from '#crm/lead_mails/mail_rows'
import { accountKey } from '#entities/account_keys'
import { mailTransport } from '#delivery/transports/delivery_hands'
import type { MailTransport } from '#delivery/transports/mail_transport'
import { MINUTE } from '#shared/local_time'
import { HttpProblem } from '#shared/http_problem'
import { changed } from '#store/changed'
import type { Row } from '#store/types'
import { suppressedBy } from '#distribution/lead_mails/suppressed_by'
import { writtenLead } from '#distribution/lead_mails/written_lead'

const AT_ONCE = 20
/** Longer than a mail server may take; then another process takes the mail over. */
const OWNED_MS = 2 * MINUTE
/** Between attempts; after the last of them the mail has failed, and the page says so. */
const PAUSES_MS = [1, 5, 30, 120].map((minutes) => minutes * MINUTE)

type Hands = Pick<MailTransport, 'send' | 'leaves'>

/**
 * Sends what is due, whichever process comes first: a row is claimed before its mail leaves, and every attempt of one mail
 * has the same Message-ID. Answers how many left.
 */
export async function sendLeadMails(now: number, hands: Hands = mailTransport()): Promise<number> {
  const due: Row[] = await dueMails(now).orderBy('due_at').limit(AT_ONCE)
  const begun = Date.now()
  let sent = 0
  for (const row of due) {
    // A claim counts from its own moment: those before it may have taken their time.
    const at = now + (Date.now() - begun)
    const attempts = Number(row.attempts)
    const mine = await dueMails(at)
      .where('id', row.id as string)
      .update({ owned_until: at + OWNED_MS, attempts: attempts + 1 })
    if (changed(mine) && (await sendOne(row, attempts, hands, at))) sent++
  }
  return sent
}

const dueMails = (now: number) =>
  db
    .from('lead_mails')
    .where('status', 'queued')
    .where('due_at', '<=', now)
    .where('owned_until', '<=', now)

async function sendOne(row: Row, attempts: number, hands: Hands, now: number): Promise<boolean> {
  const id = row.id as string
  try {
    const mail = openMail(await accountKey(row.account_id as string), row)
    const why = await whyNot(mail, now)
    if (why) return settle(id, { status: 'failed', error: why })
    await hand(mail, hands, now)
    const done = { status: 'sent', sent_at: now, error: null, kept: !hands.leaves }
    const there = await settle(id, done)
    // Who was erased while it was on its way is in no outbox either.
    if (!there) await db.from('mails').where('id', outboxId(id)).delete()
    return there
  } catch (error) {
    logger.warn({ err: error, mail: id }, 'a mail to a lead was not sent')
    const said = (error as Error).message.slice(0, 500)
    const lost = error instanceof TransportError && (error.sent || error.code === 'refused')
    const wait = lost ? undefined : PAUSES_MS[attempts]
    await settle(id, wait ? { error: said, due_at: now + wait } : { error: said, status: 'failed' })
    return false
  }
}

/** What came up since it was taken; null: it may go. */
async function whyNot({ accountId, leadId }: LeadMail, now: number): Promise<string | null> {
  try {
    return await suppressedBy(await writtenLead(accountId, leadId), now)
  } catch (error) {
    if (error instanceof HttpProblem) return error.detail
    throw error
  }
}

async function hand(mail: LeadMail, hands: Hands, now: number) {
  const account = await loadAccount(mail.accountId)
  if (!account) throw new Error(`the account of ${mail.id} is gone`)
  const look = await partnerMail(account)
  await hands.send(
    {
      ...{ id: outboxId(mail.id), accountId: account.id, personal: true },
      ...{ fromName: look.fromName, replyTo: mail.replyTo ?? look.replyTo },
      ...{ to: [mail.to], subject: mail.subject, text: mail.text, html: null },
    },
    now
  )
}

/** False: its row is gone. */
const settle = async (id: string, set: Record<string, unknown>): Promise<boolean> =>
  changed(
    await db
      .from('lead_mails')
      .where({ id, status: 'queued' })
      .update({ ...set, owned_until: 0 })
  )
