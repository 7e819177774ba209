import db from '@adonisjs/lucid/services/db'
import { newId } from '#shared/ids'
import { chooseLocale } from '#shared/locales'
import { linksOf } from '#accounts/domains/address_for'
import { DOMAIN_LETTERS, type DomainNews } from '#accounts/domains/letters'
import { frame } from '#accounts/mails/frame'
import { teamMail } from '#accounts/mails/mail_brand'
import { post } from '#accounts/mails/post'
import { MAY } from '#accounts/permissions'
import { loadAccount } from '#accounts/repository'

/** Writes to everybody who manages the account. */
export async function tellOfDomain(
  { accountId, host }: { accountId: string; host: string },
  news: DomainNews,
  now: number
): Promise<void> {
  const people = await db
    .from('memberships')
    .join('users', 'users.id', 'memberships.user_id')
    .where('memberships.account_id', accountId)
    .whereIn('memberships.role', [...MAY.manage])
    .select('users.id', 'users.email', 'users.locale')
  for (const { id, email, locale: chosen } of people)
    post(async () => {
      const account = (await loadAccount(accountId))!
      const locale = chooseLocale(chosen, account.language)
      const urlOf = await linksOf(accountId, 'app')
      const of = { host, account: account.name, url: urlOf('/settings/domains') }
      const letter = DOMAIN_LETTERS[locale][news](of)
      const { fromName, replyTo, brand, images } = await teamMail(account)
      return {
        ...{ id: newId('mail', now), userId: id, accountId, to: email },
        ...{ fromName, replyTo, images, subject: letter.subject },
        ...frame(letter, locale, brand),
      }
    }, now)
}
