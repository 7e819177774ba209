import type { Device } from '#accounts/describe_device'
import type { Letter } from '#accounts/mails/frame'
import type { Locale } from '#shared/locales'
import type { Role } from '#accounts/models/membership'

/** What a letter may tell of its occasion. Times are written out already. */
export interface Occasion {
  /** What the reader knows it by. */
  product: string
  email: string
  at: string
}
export interface SignInOccasion extends Occasion {
  device: Device
  address: string | null
  securityUrl: string
}

export interface TeamInvitationOccasion {
  account: string
  by: string
  role: Role
  url: string
}

/** The letters to people of the team, in one language. */
export interface Letters {
  invitation(occasion: TeamInvitationOccasion): Letter
  /** Nothing somebody typed stands in it: it goes to whom they like. */
  signUp(occasion: { product: string; url: string }): Letter
  knownLogin(occasion: Occasion & { url: string; forgotUrl: string }): Letter
  passwordReset(occasion: Occasion & { url: string }): Letter
  passwordChanged(occasion: Occasion & { forgotUrl: string }): Letter
  secondFactorOn(occasion: Occasion & { forgotUrl: string }): Letter
  secondFactorOff(occasion: Occasion & { forgotUrl: string }): Letter
  newDevice(occasion: SignInOccasion): Letter
}

const ROLE_NAMES: Record<Locale, Record<Role, string>> = {
  en: {
    owner: 'Owner',
    admin: 'Admin',
    operator: 'Operator',
    finance: 'Finance',
    viewer: 'Viewer',
  },
  de: {
    owner: 'Inhaber',
    admin: 'Administrator',
    operator: 'Operator',
    finance: 'Finanzen',
    viewer: 'Betrachter',
  },
}

const english: Letters = {
  invitation: ({ account, by, role, url }) => ({
    subject: `${account} invites you to its team`,
    lines: [
      `${by} invites you to work on the leads of ${account}, with the role ${ROLE_NAMES.en[role]}.`,
      'The link works once, for seven days.',
    ],
    button: { label: 'Accept the invitation', url },
    notes: ['If you did not expect it, ignore this mail: nothing happens without you.'],
  }),
  signUp: ({ product, url }) => ({
    subject: 'Confirm your address',
    lines: [
      `One step is left to your account on ${product}.`,
      'The link works once, for 24 hours. The account is made when you follow it.',
    ],
    button: { label: 'Confirm and go on', url },
    notes: ['If you did not ask for an account, ignore this mail: none is made.'],
  }),
  knownLogin: ({ product, email, url, forgotUrl }) => ({
    subject: 'You have a login already',
    lines: [
      `Somebody asked for a new account on ${product} for ${email}, which has a login already. If it was you, sign in: there you may open one more account.`,
    ],
    button: { label: 'Sign in', url },
    notes: [
      `If you forgot the password, set a new one: ${forgotUrl}`,
      'If it was not you, ignore this mail: nothing has changed.',
    ],
  }),
  passwordReset: ({ product, email, url }) => ({
    subject: 'Set a new password',
    lines: [
      `Somebody asked for a new password for ${email} on ${product}. If it was you, set it here. The link works once, for one hour.`,
    ],
    button: { label: 'Set a new password', url },
    notes: ['If it was not you, ignore this mail: nothing has changed.'],
  }),
  passwordChanged: ({ product, email, at, forgotUrl }) => ({
    subject: 'Your password was changed',
    lines: [
      `The password of ${email} on ${product} was changed. All devices were signed out.`,
      'If it was you, there is nothing to do.',
    ],
    facts: [['When', at]],
    notes: [`If it was not you, set a new password now: ${forgotUrl}`],
  }),
  secondFactorOn: ({ product, email, at, forgotUrl }) => ({
    subject: 'The second factor was switched on',
    lines: [
      `Signing in as ${email} on ${product} now asks for a code of the authenticator app as well.`,
      'Keep the recovery codes where you find them without your phone.',
    ],
    facts: [['When', at]],
    notes: [
      `If it was not you, set a new password now, and ask an owner of your account for help: ${forgotUrl}`,
    ],
  }),
  secondFactorOff: ({ product, email, at, forgotUrl }) => ({
    subject: 'The second factor was switched off',
    lines: [`Signing in as ${email} on ${product} now asks for the password alone.`],
    facts: [['When', at]],
    notes: [`If it was not you, set a new password now: ${forgotUrl}`],
  }),
  newDevice: ({ product, email, at, device, address, securityUrl }) => ({
    subject: `New sign-in to ${product}`,
    lines: [
      `Somebody signed in as ${email} from a device that was not used before.`,
      'If it was you, there is nothing to do.',
    ],
    facts: [
      ['When', at],
      ['Device', deviceIn(device, 'on', 'unknown')],
      ['Address', address ?? 'unknown'],
    ],
    notes: [`If it was not you, end that session and change your password: ${securityUrl}`],
  }),
}

const german: Letters = {
  invitation: ({ account, by, role, url }) => ({
    subject: `${account} lädt Sie ins Team ein`,
    lines: [
      `${by} lädt Sie ein, mit der Rolle ${ROLE_NAMES.de[role]} an den Leads von ${account} mitzuarbeiten.`,
      'Der Link gilt sieben Tage und nur einmal.',
    ],
    button: { label: 'Einladung annehmen', url },
    notes: [
      'Wenn Sie die Einladung nicht erwartet haben, können Sie diese E-Mail ignorieren: Ohne Sie geschieht nichts.',
    ],
  }),
  signUp: ({ product, url }) => ({
    subject: 'Bestätigen Sie Ihre Adresse',
    lines: [
      `Nur noch ein Schritt, dann ist Ihr Konto bei ${product} eingerichtet.`,
      'Der Link gilt 24 Stunden und nur einmal. Das Konto entsteht erst, wenn Sie ihm folgen.',
    ],
    button: { label: 'Bestätigen und weiter', url },
    notes: [
      'Wenn Sie kein Konto angefordert haben, können Sie diese E-Mail ignorieren: Es wird keines angelegt.',
    ],
  }),
  knownLogin: ({ product, email, url, forgotUrl }) => ({
    subject: 'Sie haben bereits einen Zugang',
    lines: [
      `Für ${email} wurde bei ${product} ein neues Konto angefordert, doch zu dieser Adresse gibt es bereits einen Zugang. Wenn Sie das waren, melden Sie sich an: Dort können Sie ein weiteres Konto eröffnen.`,
    ],
    button: { label: 'Anmelden', url },
    notes: [
      `Wenn Sie Ihr Passwort vergessen haben, legen Sie hier ein neues fest: ${forgotUrl}`,
      'Wenn Sie das nicht waren, können Sie diese E-Mail ignorieren: Es hat sich nichts geändert.',
    ],
  }),
  passwordReset: ({ product, email, url }) => ({
    subject: 'Neues Passwort festlegen',
    lines: [
      `Für ${email} wurde bei ${product} ein neues Passwort angefordert. Wenn Sie das waren, legen Sie es hier fest. Der Link gilt eine Stunde und nur einmal.`,
    ],
    button: { label: 'Neues Passwort festlegen', url },
    notes: [
      'Wenn Sie das nicht waren, können Sie diese E-Mail ignorieren: Es hat sich nichts geändert.',
    ],
  }),
  passwordChanged: ({ product, email, at, forgotUrl }) => ({
    subject: 'Ihr Passwort wurde geändert',
    lines: [
      `Das Passwort von ${email} bei ${product} wurde geändert. Alle Geräte wurden abgemeldet.`,
      'Wenn Sie das waren, müssen Sie nichts weiter tun.',
    ],
    facts: [['Zeitpunkt', at]],
    notes: [`Wenn Sie das nicht waren, legen Sie sofort ein neues Passwort fest: ${forgotUrl}`],
  }),
  secondFactorOn: ({ product, email, at, forgotUrl }) => ({
    subject: 'Der zweite Faktor ist eingeschaltet',
    lines: [
      `Bei der Anmeldung als ${email} fragt ${product} ab jetzt zusätzlich nach einem Code der Authenticator-App.`,
      'Bewahren Sie die Wiederherstellungscodes dort auf, wo Sie sie auch ohne Ihr Telefon finden.',
    ],
    facts: [['Zeitpunkt', at]],
    notes: [
      `Wenn Sie das nicht waren, legen Sie sofort ein neues Passwort fest und wenden Sie sich an einen Inhaber Ihres Kontos: ${forgotUrl}`,
    ],
  }),
  secondFactorOff: ({ product, email, at, forgotUrl }) => ({
    subject: 'Der zweite Faktor ist ausgeschaltet',
    lines: [`Für die Anmeldung als ${email} genügt bei ${product} ab jetzt das Passwort.`],
    facts: [['Zeitpunkt', at]],
    notes: [`Wenn Sie das nicht waren, legen Sie sofort ein neues Passwort fest: ${forgotUrl}`],
  }),
  newDevice: ({ product, email, at, device, address, securityUrl }) => ({
    subject: `Neue Anmeldung bei ${product}`,
    lines: [
      `Jemand hat sich als ${email} von einem Gerät angemeldet, das bisher nicht verwendet wurde.`,
      'Wenn Sie das waren, müssen Sie nichts weiter tun.',
    ],
    facts: [
      ['Zeitpunkt', at],
      ['Gerät', deviceIn(device, 'unter', 'unbekannt')],
      ['Adresse', address ?? 'unbekannt'],
    ],
    notes: [
      `Wenn Sie das nicht waren, beenden Sie diese Sitzung und ändern Sie Ihr Passwort: ${securityUrl}`,
    ],
  }),
}

export const LETTERS: Record<Locale, Letters> = { en: english, de: german }

export function deviceIn({ browser, system }: Device, on: string, unknown: string): string {
  if (browser && system) return `${browser} ${on} ${system}`
  return browser ?? system ?? unknown
}
