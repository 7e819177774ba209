import db from '@adonisjs/lucid/services/db'
import { linksOf } from '#accounts/domains/address_for'
import { frame } from '#accounts/mails/frame'
import { teamMail } from '#accounts/mails/mail_brand'
import Membership from '#accounts/models/membership'
import User from '#accounts/models/user'
import { loadAccount } from '#accounts/repository'
import { scopeOf } from '#distribution/limit_config'
import type { OutgoingMail } from '#delivery/transports/mail_transport'
import { chooseLocale } from '#shared/locales'
import { choiceOf } from '#notifications/choices'
import type { NoticeKind } from '#notifications/kinds'
import { showsNotice } from '#notifications/limit_notices'
import { loadChoices } from '#notifications/inbox/own_choices'
import { mannerOf, toNotice } from '#notifications/inbox/read_inbox'
import { NOTICE_LETTERS } from '#notifications/mails/letters'
import { sayNotice, timeText } from '#notifications/words/say_notice'

/** A mail that is due, as its row has it. */
export interface NoticeMail {
  id: string
  account_id: string
  user_id: string
  sort: 'now' | 'digest'
  slot: string
  attempts: number
}

/** More are counted and found in the app. */
const MOST_LINES = 25

/** Null: who it was for has left, or hears of none of it any more. */
export async function composeMail(mail: NoticeMail): Promise<OutgoingMail | null> {
  const place = { account_id: mail.account_id, user_id: mail.user_id }
  const [account, user, member, own, rows] = await Promise.all([
    loadAccount(mail.account_id),
    User.find(mail.user_id),
    Membership.findBy(place),
    loadChoices(mail.account_id, mail.user_id),
    db
      .from('notice_copies')
      .join('notices', 'notices.id', 'notice_copies.notice_id')
      .where('notice_copies.mail_id', mail.id)
      .orderBy('notices.id', 'desc')
      .select('notices.*'),
  ])
  if (!account || !user || !member) return null
  // Who has said meanwhile that they want no mails gets none.
  const wants = (kind: NoticeKind) =>
    (choiceOf(own.choices, member.role, kind)?.mail ?? 'off') !== 'off'
  const scope = member.limits && (await scopeOf(account.id, member.limits))
  const notices = rows
    .map(toNotice)
    .filter((notice) => wants(notice.kind) && showsNotice(scope, notice))
  if (!notices.length) return null

  const locale = chooseLocale(user.locale, account.language)
  const manner = await mannerOf(account, { locale, hours: user.settings?.time_format })
  const said = notices
    .slice(0, MOST_LINES)
    .map((notice) => ({ ...sayNotice(notice, manner), at: timeText(manner, notice.at) }))
  const urlOf = await linksOf(account.id, 'app')
  const choicesUrl = urlOf('/settings/notifications')
  const { product, fromName, replyTo, brand, images } = await teamMail(account)
  const of = {
    product,
    account: account.name,
    lines: said,
    more: notices.length - said.length,
    url: urlOf(notices.length === 1 ? said[0].href : '/notifications'),
    choicesUrl,
  }
  const letters = NOTICE_LETTERS[locale]
  const letter =
    mail.sort === 'now' ? letters.now(of) : letters.digest({ ...of, day: dayText(locale, mail) })
  return {
    // The same for every attempt: a server that took it before its answer was lost knows it again.
    id: mail.id,
    accountId: account.id,
    userId: user.id,
    ...{ fromName, replyTo, images },
    to: [user.email],
    listUnsubscribe: choicesUrl,
    subject: letter.subject,
    ...frame(letter, locale, brand),
  }
}

const dayText = (locale: string, { slot }: NoticeMail) =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    ...{ dateStyle: 'medium' as const, timeZone: 'UTC' },
  }).format(new Date(`${slot}T12:00:00Z`))
