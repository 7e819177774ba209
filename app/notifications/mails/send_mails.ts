import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { MINUTE } from '#shared/local_time'
import { mailTransport } from '#delivery/transports/delivery_hands'
import type { MailTransport } from '#delivery/transports/mail_transport'
import { changed } from '#store/changed'
import { type NoticeMail, composeMail } from '#notifications/mails/compose_mail'

const AT_ONCE = 20
/** Longer than a mail server may take. */
const OWNED_MS = 2 * MINUTE
/** Between attempts; after the last of them the mail is given up, and the app still shows what it said. */
const PAUSES_MS = [1, 5, 30, 120].map((minutes) => minutes * MINUTE)

/** Sends what is due. A row is claimed before its mail leaves, so any number of processes may be at it. */
export async function sendMails(
  now: number,
  transport: Pick<MailTransport, 'send'> = mailTransport()
): Promise<number> {
  const due: NoticeMail[] = await dueMails(now).orderBy('due_at').limit(AT_ONCE)
  let sent = 0
  for (const mail of due) {
    const mine = changed(
      await dueMails(now)
        .where('id', mail.id)
        .update({ owned_until: now + OWNED_MS, attempts: mail.attempts + 1 })
    )
    if (mine && (await sendOne(mail, transport, now))) sent++
  }
  return sent
}

const dueMails = (now: number) =>
  db
    .from('notice_mails')
    .where('state', 'waiting')
    .where('due_at', '<=', now)
    .where((free) => free.whereNull('owned_until').orWhere('owned_until', '<', now))

async function sendOne(
  mail: NoticeMail,
  transport: Pick<MailTransport, 'send'>,
  now: number
): Promise<boolean> {
  try {
    const composed = await composeMail(mail)
    if (composed) await transport.send(composed, now)
    await settle(mail, { state: composed ? 'sent' : 'dropped', sent_at: now, error: null })
    return composed !== null
  } catch (error) {
    logger.warn({ err: error, mail: mail.id }, 'a mail of notifications was not sent')
    const wait = PAUSES_MS[mail.attempts]
    const told = { error: (error as Error).message.slice(0, 500) }
    await settle(mail, wait ? { ...told, due_at: now + wait } : { ...told, state: 'failed' })
    return false
  }
}

const settle = ({ id }: NoticeMail, change: Record<string, unknown>) =>
  db
    .from('notice_mails')
    .where({ id, state: 'waiting' })
    .update({ owned_until: null, ...change })
