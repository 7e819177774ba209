import { appUrl } from '#config/app'
import { type Locale, chooseLocale } from '#shared/locales'
import { frame } from '#accounts/mails/frame'
import { mailBrand } from '#accounts/mails/mail_brand'
import type { Account } from '#accounts/types'
import type { OutgoingMail } from '#delivery/transports/mail_transport'
import type { Partner } from '#partners/types'
import { type Told, newsLetter } from '#portal/mails/news_letter'

// By the address that is set, never by the one a request came to: a Host header is whatever its sender likes.
const urlOf = (path: string) => new URL(path, appUrl).href

interface Occasion {
  account: Account
  partner: Partner
  to: { id: string; email: string; locale: Locale | null }
}

/** Everything that is due for one person, in one mail. `id`: the same for every attempt. */
export function newsMail(
  id: string,
  { account, partner, to }: Occasion,
  news: readonly Told[]
): OutgoingMail {
  const locale = chooseLocale(to.locale, partner.billing?.language, account.language)
  // English days come before their months.
  const region = locale === 'en' ? 'en-GB' : locale
  const money = (amount: string, currency: string) =>
    new Intl.NumberFormat(region, { style: 'currency', currency }).format(amount as never)
  const moment = (ms: number) =>
    new Intl.DateTimeFormat(region, {
      ...({ dateStyle: 'medium', timeStyle: 'short' } as const),
      timeZone: partner.timeZone,
    }).format(ms)
  const occasion = { account: account.name, partner: partner.name, urlOf, money, moment }
  const letter = newsLetter(locale, news, occasion)
  return {
    id,
    accountId: account.id,
    // Nobody of the team: the outbox shows links that sign in to owners of the account alone.
    userId: to.id,
    fromName: account.name,
    to: [to.email],
    replyTo: null,
    listUnsubscribe: urlOf('/portal/settings/notifications'),
    subject: letter.subject,
    ...frame(letter, locale, mailBrand(account)),
  }
}
