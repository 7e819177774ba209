import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { mailTransport } from '#delivery/transports/delivery_hands'
import type { MailTransport } from '#delivery/transports/mail_transport'
import { changed } from '#store/changed'
import { type PortalMail, composeMail } from '#portal/notices/compose_mail'
import { gatherMails } from '#portal/notices/gather_mails'

const MINUTE = 60_000
const AT_ONCE = 50
/** Longer than a mail server may take; then another process takes the mail over. */
const OWNED_MS = 2 * MINUTE
/** Between attempts; after the last of them the mail is given up, and the portal still shows what it said. */
const PAUSES_MS = [1, 5, 30, 120].map((minutes) => minutes * MINUTE)
/** Whoever asks why they were mailed asks within so long. */
const KEPT_MS = 30 * 86_400_000

type Hands = Pick<MailTransport, 'send'>

/**
 * One mail to everybody for whom something is due, whichever process comes first. A mail is owned for a while, not for
 * good: where its process dies another sends it, with the same Message-ID. Answers how many left.
 */
export async function sendNotices(now: number, hands: Hands = mailTransport()): Promise<number> {
  await gatherMails(now)
  const due: PortalMail[] = await dueMails(now).orderBy('due_at').orderBy('id').limit(AT_ONCE)
  const began = performance.now()
  let sent = 0
  for (const mail of due) {
    // From its own beginning: those before it may have taken long.
    const at = now + Math.round(performance.now() - began)
    const mine = changed(
      await dueMails(at)
        .where('id', mail.id)
        .update({ owned_until: at + OWNED_MS, attempts: mail.attempts + 1 })
    )
    if (mine && (await sendOne(mail, hands, now))) sent++
  }
  await dropOld(now)
  return sent
}

const dueMails = (now: number) =>
  db
    .from('portal_mails')
    .where('state', 'waiting')
    .where('due_at', '<=', now)
    .where((free) => free.whereNull('owned_until').orWhere('owned_until', '<', now))

async function sendOne(mail: PortalMail, hands: Hands, now: number): Promise<boolean> {
  try {
    const composed = await composeMail(mail, now)
    if (composed) await hands.send(composed, now)
    await settle(mail, composed ? 'sent' : 'dropped', null, now)
    return composed !== null
  } catch (error) {
    logger.warn({ err: error, mail: mail.id }, 'a mail to a partner was not sent')
    const why = (error as Error).message.slice(0, 500)
    const wait = PAUSES_MS[mail.attempts]
    if (wait) await retry(mail, why, now + wait)
    else await settle(mail, 'failed', why, now)
    return false
  }
}

const settle = ({ id }: PortalMail, state: string, error: string | null, now: number) =>
  db.transaction(async (trx) => {
    const change = { state, error, settled_at: now, owned_until: null }
    await trx.from('portal_mails').where({ id, state: 'waiting' }).update(change)
    await trx
      .from('portal_notices')
      .where('mail_id', id)
      .whereNull('sent_at')
      .update({ sent_at: now })
  })

/** Whoever took it over meanwhile has begun an attempt of its own: that one counts. */
const retry = ({ id, attempts }: PortalMail, error: string, dueAt: number) =>
  db
    .from('portal_mails')
    .where({ id, state: 'waiting', attempts: attempts + 1 })
    .update({ error, due_at: dueAt, owned_until: null })

async function dropOld(now: number) {
  for (const [table, column] of [
    ['portal_notices', 'sent_at'],
    ['portal_mails', 'settled_at'],
  ])
    await db
      .from(table)
      .where(column, '<', now - KEPT_MS)
      .delete()
}
