import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { linksOf } from '#accounts/domains/address_for'
import { frame } from '#accounts/mails/frame'
import { partnerMail } from '#accounts/mails/mail_brand'
import { loadAccount } from '#accounts/repository'
import { mailTransport } from '#delivery/transports/delivery_hands'
import type { MailTransport, OutgoingMail } from '#delivery/transports/mail_transport'
import { loadPartnerById } from '#partners/repository'
import { chooseLocale } from '#shared/locales'
import { changed } from '#store/changed'
import { nextMailAt } from '#privacy/deadlines'
import { ASK_LETTERS } from '#privacy/asks/ask_letters'
import { askToken } from '#privacy/asks/ask_token'

const MINUTE = 60_000
const AT_ONCE = 50
/** Longer than a mail server may take; then another process takes the mail over. */
const OWNED_MS = 2 * MINUTE
/** Between attempts; after the last of them this mail is given up, and the page says so. */
const PAUSES_MS = [1, 5, 30, 120].map((minutes) => minutes * MINUTE)

interface Ask {
  id: string
  account_id: string
  partner_id: string
  deliveries: string
  asked_at: number
  due_at: number
  round: number
  attempts: number
}

type Hands = Pick<MailTransport, 'send'>

/**
 * Writes to partners that are to erase a person, and reminds those that have not answered, whichever process comes
 * first. Every attempt of one mail has the same Message-ID. Answers how many left.
 */
export async function sendAsks(now: number, hands: Hands = mailTransport()): Promise<number> {
  const due: Ask[] = await dueAsks(now).orderBy('mail_due_at').limit(AT_ONCE)
  let sent = 0
  for (const ask of due) {
    const mine = await dueAsks(now)
      .where('id', ask.id)
      .update({ owned_until: now + OWNED_MS, attempts: ask.attempts + 1 })
    if (changed(mine) && (await sendOne(ask, hands, now))) sent++
  }
  return sent
}

const dueAsks = (now: number) =>
  db
    .from('erasure_asks')
    .where('status', 'asked')
    .whereNotNull('mail_due_at')
    .where('mail_due_at', '<=', now)
    .where((free) => free.whereNull('owned_until').orWhere('owned_until', '<', now))

async function sendOne(ask: Ask, hands: Hands, now: number): Promise<boolean> {
  try {
    const mail = await mailOf(ask)
    if (mail) await hands.send(mail, now)
    const round = Number(ask.round) + 1
    await settle(ask, {
      ...{ mail_state: mail ? 'sent' : 'no_address', round: mail ? round : ask.round },
      ...{ mail_error: null, attempts: 0 },
      mail_due_at: mail ? nextMailAt(Number(ask.asked_at), round) : null,
    })
    return mail !== null
  } catch (error) {
    logger.warn({ err: error, ask: ask.id }, 'a partner was not asked to erase a person')
    const wait = PAUSES_MS[ask.attempts]
    const why = (error as Error).message.slice(0, 500)
    const again = { mail_error: why, mail_due_at: now + (wait ?? 0) }
    const round = Number(ask.round) + 1
    const given = {
      ...{ mail_state: 'failed', mail_error: why, attempts: 0, round },
      mail_due_at: nextMailAt(Number(ask.asked_at), round),
    }
    await settle(ask, wait ? again : given)
    return false
  }
}

const settle = ({ id }: Ask, set: Record<string, unknown>) =>
  db
    .from('erasure_asks')
    .where({ id, status: 'asked' })
    .update({ ...set, owned_until: null })

/** Null: the partner has no address; somebody asks it in another way and marks its answer. */
async function mailOf(ask: Ask): Promise<OutgoingMail | null> {
  const [account, partner] = await Promise.all([
    loadAccount(ask.account_id),
    loadPartnerById(ask.account_id, ask.partner_id),
  ])
  if (!account || !partner?.email) return null
  const locale = chooseLocale(partner.billing?.language, account.language)
  const [urlOf, look] = await Promise.all([linksOf(account.id, 'portal'), partnerMail(account)])
  const due = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    ...({ dateStyle: 'long' } as const),
    timeZone: partner.timeZone,
  }).format(Number(ask.due_at))
  const letter = ASK_LETTERS[locale]({
    ...{ account: account.name, partner: partner.name, due, reminder: Number(ask.round) },
    deliveries: (JSON.parse(ask.deliveries) as string[]).length,
    url: urlOf(`/portal/erasures/${askToken(ask.id)}`),
  })
  return {
    // One for each round: what is handed over twice is one mail.
    id: `${ask.id.replace('ask_', 'mail_')}.${ask.round}`,
    accountId: account.id,
    // Nobody of the team: the outbox shows links that confirm something to owners of the account alone.
    userId: ask.id,
    ...{ fromName: look.fromName, replyTo: look.replyTo, images: look.images },
    ...{ to: [partner.email], subject: letter.subject },
    ...frame(letter, locale, look.brand),
  }
}
