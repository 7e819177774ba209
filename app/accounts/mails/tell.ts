import { appUrl } from '#config/app'
import { newId } from '#shared/ids'
import { type Locale, chooseLocale } from '#shared/locales'
import { describeDevice } from '#accounts/describe_device'
import { linksOf } from '#accounts/domains/address_for'
import { frame, type Letter } from '#accounts/mails/frame'
import { LETTERS, type Letters, type Occasion } from '#accounts/mails/letters'
import { type MailLook, productMail, teamMail } from '#accounts/mails/mail_brand'
import { post } from '#accounts/mails/post'
import Membership from '#accounts/models/membership'
import type SignUp from '#accounts/models/sign_up'
import type TeamInvitation from '#accounts/models/team_invitation'
import User from '#accounts/models/user'
import { loadAccount } from '#accounts/repository'
import type { SignInDevice } from '#accounts/sign_in/sessions'
import type { Account } from '#accounts/types'

// By the address that is set, never by the one a request came to: a Host header is whatever its sender likes.
const urlOf = (path: string) => new URL(path, appUrl).href
const FORGOT = '/forgot-password'
export const signUpUrl = (token: string) => urlOf(`/sign-up/${token}`)
export const resetUrl = (token: string) => urlOf(`/reset-password/${token}`)

export const sendResetLink = (user: User, token: string, now: number) =>
  write(user, now, (letters, occasion, link) =>
    letters.passwordReset({ ...occasion, url: link(`/reset-password/${token}`) })
  )

export const tellOfNewPassword = (user: User, now: number) =>
  write(user, now, (letters, occasion, link) =>
    letters.passwordChanged({ ...occasion, forgotUrl: link(FORGOT) })
  )

export const tellOfSecondFactor = (user: User, on: boolean, now: number) =>
  write(user, now, (letters, occasion, link) =>
    letters[on ? 'secondFactorOn' : 'secondFactorOff']({ ...occasion, forgotUrl: link(FORGOT) })
  )

export const tellOfNewDevice = (user: User, device: SignInDevice, now: number) =>
  write(user, now, (letters, occasion, link) =>
    letters.newDevice({
      ...occasion,
      device: describeDevice(device.agent),
      address: device.address,
      securityUrl: link('/settings/security'),
    })
  )

/** In the account's name and colour, in the language of whoever has a login already, else the account's. */
export function sendTeamInvitation(
  account: Account,
  { id, email, role, invitedBy }: TeamInvitation,
  token: string,
  now: number,
  sender: Account = account
) {
  post(async () => {
    const user = await User.findBy('email', email)
    const locale = chooseLocale(user?.locale, account.language)
    const agency = sender.id !== account.id
    const by = agency ? sender.name : (invitedBy?.replace(/^[a-z]+:/, '') ?? account.name)
    const link = await linksOf(account.id, 'app')
    const url = link(`/invitation/${token}`)
    const letter = LETTERS[locale].invitation({ account: account.name, by, role, url })
    const look = await teamMail(sender)
    return {
      id: newId('mail', now),
      // Nobody of the team: the outbox shows links that sign in to owners of the account alone.
      userId: id,
      // Of an account that has nobody yet the agency's owners find it.
      accountId: sender.id,
      to: email,
      ...written(letter, locale, look),
    }
  }, now)
}

/** To an address nobody has a login of yet: in the language of the page they asked on. */
export function sendSignUpLink({ id, email, language }: SignUp, token: string, now: number) {
  post(async () => {
    const look = await productMail(null)
    const letter = LETTERS[language].signUp({ product: look.product, url: signUpUrl(token) })
    return {
      id: newId('mail', now),
      userId: id,
      accountId: null,
      to: email,
      ...written(letter, language, look),
    }
  }, now)
}

export const tellOfKnownLogin = (user: User, now: number) =>
  write(user, now, (letters, occasion) =>
    letters.knownLogin({ ...occasion, url: urlOf('/login'), forgotUrl: urlOf(FORGOT) })
  )

type Compose = (letters: Letters, occasion: Occasion, link: (path: string) => string) => Letter

const written = (
  letter: Letter,
  locale: Locale,
  { fromName, replyTo, brand, images }: MailLook
) => ({
  ...{ fromName, replyTo, images, subject: letter.subject },
  ...frame(letter, locale, brand),
})

/** In the language and the hours of the person, in the zone of their account. */
function write(user: User, now: number, compose: Compose): void {
  post(async () => {
    const membership = await Membership.query().where('user_id', user.id).orderBy('id').first()
    const account = membership && (await loadAccount(membership.accountId))
    const locale = chooseLocale(user.locale, account?.language)
    const look = await productMail(account)
    const occasion = {
      product: look.product,
      email: user.email,
      at: timeFor(user, account, locale, now),
    }
    const link = await linksOf(account?.id ?? null, 'app')
    const letter = compose(LETTERS[locale], occasion, link)
    return {
      id: newId('mail', now),
      userId: user.id,
      accountId: account?.id ?? null,
      to: user.email,
      ...written(letter, locale, look),
    }
  }, now)
}

function timeFor(user: User, account: Account | null, locale: string, now: number): string {
  const hours = user.settings?.time_format
  // As on the pages: English dates are day first, hours count to 24 unless somebody chose otherwise.
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: account?.timeZone ?? 'UTC',
    ...(hours && { hourCycle: hours === '12h' ? 'h12' : 'h23' }),
  }).format(now)
}
