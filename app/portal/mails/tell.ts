import { newId } from '#shared/ids'
import { type Locale, chooseLocale } from '#shared/locales'
import { describeDevice } from '#accounts/describe_device'
import { linksOf } from '#accounts/domains/address_for'
import { type Letter, frame } from '#accounts/mails/frame'
import { partnerMail, productMail } from '#accounts/mails/mail_brand'
import { post } from '#accounts/mails/post'
import { loadAccount } from '#accounts/repository'
import type { SignInDevice } from '#accounts/sign_in/sessions'
import type { Account } from '#accounts/types'
import type { Partner } from '#partners/types'
import { PORTAL_LETTERS } from '#portal/mails/letters'
import type PortalSeat from '#portal/models/portal_seat'
import type PortalUser from '#portal/models/portal_user'
import { housesOf } from '#portal/people/seats'

const FORGOT = '/portal/forgot-password'
type Link = (path: string) => string
type Letters = (typeof PORTAL_LETTERS)[Locale]

/** In the language the partner's documents are in, else the account's. */
export function sendInvitation(
  account: Account,
  partner: Partner,
  seat: PortalSeat,
  token: string,
  now: number
) {
  const locale = chooseLocale(partner.billing?.language, account.language)
  const by = seat.invitedBy?.replace(/^[a-z]+:/, '') ?? account.name
  post(async () => {
    const link = await linksOf(account.id, 'portal')
    const url = link(`/portal/invitation/${token}`)
    const of = { account: account.name, partner: partner.name, by, url }
    const letter = PORTAL_LETTERS[locale].invitation(of)
    return mailOf(seat.email, seat.id, account, letter, locale, now)
  }, now)
}

export const sendPortalReset = (user: PortalUser, token: string, now: number) =>
  write(user, now, (letters, _, link) =>
    letters.passwordReset({ email: user.email, url: link(`/portal/reset-password/${token}`) })
  )

export const tellOfPortalPassword = (user: PortalUser, now: number) =>
  write(user, now, (letters, _, link) =>
    letters.passwordChanged({ email: user.email, forgotUrl: link(FORGOT) })
  )

export const tellOfPortalFactor = (user: PortalUser, on: boolean, now: number) =>
  write(user, now, (letters, at, link) =>
    letters[on ? 'secondFactorOn' : 'secondFactorOff']({
      ...{ email: user.email, at, forgotUrl: link(FORGOT) },
    })
  )

export const tellOfPortalDevice = (user: PortalUser, device: SignInDevice, now: number) =>
  write(user, now, (letters, at, link) =>
    letters.newDevice({
      ...{ email: user.email, at, securityUrl: link('/portal/settings/security') },
      device: describeDevice(device.agent),
      address: device.address,
    })
  )

/** English days come before their months. */
const regionOf = (locale: Locale) => (locale === 'en' ? 'en-GB' : locale)

/** Somebody may work for several houses: a mail about the login speaks for the first. */
function write(
  user: PortalUser,
  now: number,
  compose: (letters: Letters, at: string, link: Link) => Letter
) {
  post(async () => {
    const [house] = await housesOf(user.id)
    const account = house ? await loadAccount(house.accountId) : null
    const locale = chooseLocale(user.locale, account?.language)
    const at = new Intl.DateTimeFormat(regionOf(locale), {
      ...{ day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' },
      ...{ timeZoneName: 'short', timeZone: account?.timeZone ?? 'UTC' },
    } as const).format(now)
    const link = await linksOf(account?.id ?? null, 'portal')
    const letter = compose(PORTAL_LETTERS[locale], at, link)
    return mailOf(user.email, user.id, account, letter, locale, now)
  }, now)
}

/** `userId` is nobody of the team: the outbox shows links that sign in to owners of the account alone. */
async function mailOf(
  to: string,
  userId: string,
  account: Account | null,
  letter: Letter,
  locale: Locale,
  now: number
) {
  const { fromName, replyTo, brand, images } = await (account
    ? partnerMail(account)
    : productMail(null))
  return {
    ...{ id: newId('mail', now), userId, accountId: account?.id ?? null },
    ...{ fromName, replyTo, images, to, subject: letter.subject },
    ...frame(letter, locale, brand),
  }
}
