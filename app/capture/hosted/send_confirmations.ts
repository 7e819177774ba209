import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { type Waiting, removeExpired } from '#capture/hosted/await_confirmation'
import { confirmationMail } from '#capture/hosted/confirmation_mail'
import { removeOldPartials } from '#capture/hosted/partials'
import { removeOldUploads } from '#capture/hosted/uploads'
import { mailTransport } from '#delivery/transports/delivery_hands'
import type { MailTransport } from '#delivery/transports/mail_transport'
import { PassTimer } from '#shared/pass_timer'
import { changed } from '#store/changed'

const MINUTE = 60_000
const AT_ONCE = 50
/** Longer than a mail server may take; then another process takes the mail over. */
const OWNED_MS = 2 * MINUTE
/** Between attempts; after the last of them it is given up, and whoever waits asks for another. */
const PAUSES_MS = [1, 5, 30, 120].map((minutes) => minutes * MINUTE)
const SEND_EVERY_MS = 5_000
const CLEAN_EVERY_MS = 60 * MINUTE

type Hands = Pick<MailTransport, 'send'>

const dueMails = (now: number) =>
  db
    .from('form_submissions')
    .where({ state: 'waiting', mail_state: 'due' })
    .where('mail_at', '<=', now)
    .where((free) => free.whereNull('owned_until').orWhere('owned_until', '<', now))

/**
 * Sends the mails that ask for confirmation, whichever process comes first. A mail is owned for a while, not for good:
 * where its process dies another sends it, with the same Message-ID. Answers how many left.
 */
export async function sendConfirmations(now: number, hands: Hands = mailTransport()) {
  const due: Waiting[] = await dueMails(now).orderBy('mail_at').orderBy('id').limit(AT_ONCE)
  const began = performance.now()
  let sent = 0
  for (const row of due) {
    // From its own beginning: those before it may have taken long.
    const at = now + Math.round(performance.now() - began)
    const mine = changed(
      await dueMails(at)
        .where('id', row.id)
        .update({ owned_until: at + OWNED_MS, attempts: row.attempts + 1 })
    )
    if (mine && (await sendOne(row, hands, at))) sent++
  }
  return sent
}

async function sendOne(row: Waiting, hands: Hands, now: number): Promise<boolean> {
  try {
    const mail = await confirmationMail(row, now)
    if (mail) await hands.send(mail, now)
    await settle(row, { mail_state: mail ? 'sent' : 'failed', mail_at: now })
    return mail !== null
  } catch (error) {
    logger.warn({ err: error, submission: row.id }, 'a mail to confirm a form was not sent')
    const wait = PAUSES_MS[row.attempts]
    await settle(row, wait ? { mail_at: now + wait } : { mail_state: 'failed', mail_at: now })
    return false
  }
}

/** Whoever took it over meanwhile has begun an attempt of its own: that one counts. */
const settle = ({ id, attempts }: Waiting, change: Record<string, unknown>) =>
  db
    .from('form_submissions')
    .where({ id, mail_state: 'due', attempts: attempts + 1 })
    .update({ ...change, owned_until: null })

/** What was begun long ago, never confirmed, or uploaded and never sent. */
export async function cleanUp(now: number) {
  await removeOldPartials(now)
  await removeExpired(now)
  await removeOldUploads(now)
}

const told = (pass: () => Promise<unknown>) => () =>
  pass().catch((error: unknown) => logger.warn({ err: error }, 'forms were not looked after'))

export const confirmationRunner = new PassTimer(
  SEND_EVERY_MS,
  told(() => sendConfirmations(Date.now()))
)
export const cleanUpRunner = new PassTimer(
  CLEAN_EVERY_MS,
  told(() => cleanUp(Date.now()))
)
