import { type Locale, chooseLocale } from '#shared/locales'
import { linksOf } from '#accounts/domains/address_for'
import { frame } from '#accounts/mails/frame'
import { partnerMail } from '#accounts/mails/mail_brand'
import type { Account } from '#accounts/types'
import type { OutgoingMail } from '#delivery/transports/mail_transport'
import type { Partner } from '#partners/types'
import { type Told, newsLetter } from '#portal/mails/news_letter'

interface Occasion {
  account: Account
  partner: Partner
  to: { id: string; email: string; locale: Locale | null }
}

/** Everything that is due for one person, in one mail. `id`: the same for every attempt. */
export async function newsMail(
  id: string,
  { account, partner, to }: Occasion,
  news: readonly Told[]
): Promise<OutgoingMail> {
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
  const [urlOf, look] = await Promise.all([linksOf(account.id, 'portal'), partnerMail(account)])
  const occasion = { account: account.name, partner: partner.name, urlOf, money, moment }
  const letter = newsLetter(locale, news, occasion)
  return {
    id,
    accountId: account.id,
    // Nobody of the team: the outbox shows links that sign in to owners of the account alone.
    userId: to.id,
    ...{ fromName: look.fromName, replyTo: look.replyTo, images: look.images },
    to: [to.email],
    listUnsubscribe: urlOf('/portal/settings/notifications'),
    subject: letter.subject,
    ...frame(letter, locale, look.brand),
  }
}
