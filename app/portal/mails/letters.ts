import type { Device } from '#accounts/describe_device'
import type { Letter } from '#accounts/mails/frame'
import { deviceIn } from '#accounts/mails/letters'
import type { Locale } from '#shared/locales'

interface Letters {
  invitation(of: { account: string; partner: string; by: string; url: string }): Letter
  passwordReset(of: { email: string; url: string }): Letter
  passwordChanged(of: { email: string; forgotUrl: string }): Letter
  secondFactorOn(of: { email: string; at: string; forgotUrl: string }): Letter
  secondFactorOff(of: { email: string; at: string; forgotUrl: string }): Letter
  newDevice(of: {
    email: string
    at: string
    device: Device
    address: string | null
    securityUrl: string
  }): Letter
}

const english: Letters = {
  invitation: ({ account, partner, by, url }) => ({
    subject: `${account} invites you to the portal of ${partner}`,
    lines: [
      `In the portal you see the leads that ${account} delivers to ${partner}, decide about them, give leads back, and find your invoices.`,
      'Choose a password to begin. The link works once, for seven days.',
    ],
    button: { label: 'Accept the invitation', url },
    notes: [`The invitation comes from ${by}. If you did not expect it, ignore this mail.`],
  }),
  passwordReset: ({ email, url }) => ({
    subject: 'Set a new password for the partner portal',
    lines: [
      `Somebody asked for a new password for ${email}. If it was you, set it here. The link works once, for one hour.`,
    ],
    button: { label: 'Set a new password', url },
    notes: ['If it was not you, ignore this mail: nothing has changed.'],
  }),
  passwordChanged: ({ email, forgotUrl }) => ({
    subject: 'Your password for the partner portal was changed',
    lines: [
      `The password of ${email} was changed. All devices were signed out.`,
      'If it was you, there is nothing to do.',
    ],
    notes: [`If it was not you, set a new password now: ${forgotUrl}`],
  }),
  secondFactorOn: ({ email, at, forgotUrl }) => ({
    subject: 'The second factor was switched on',
    lines: [
      `Signing in to the partner portal as ${email} now asks for a code of the authenticator app as well.`,
      'Keep the recovery codes where you find them without your phone.',
    ],
    facts: [['When', at]],
    notes: [`If it was not you, set a new password now: ${forgotUrl}`],
  }),
  secondFactorOff: ({ email, at, forgotUrl }) => ({
    subject: 'The second factor was switched off',
    lines: [`Signing in to the partner portal as ${email} now asks for the password alone.`],
    facts: [['When', at]],
    notes: [`If it was not you, set a new password now: ${forgotUrl}`],
  }),
  newDevice: ({ email, at, device, address, securityUrl }) => ({
    subject: 'New sign-in to the partner portal',
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
  invitation: ({ account, partner, by, url }) => ({
    subject: `${account} lädt Sie ins Portal von ${partner} ein`,
    lines: [
      `Im Portal sehen Sie die Leads, die ${account} an ${partner} liefert. Sie entscheiden über sie, geben Leads zurück und finden Ihre Rechnungen.`,
      'Legen Sie zuerst ein Passwort fest. Der Link gilt sieben Tage und nur einmal.',
    ],
    button: { label: 'Einladung annehmen', url },
    notes: [
      `Die Einladung kommt von ${by}. Wenn Sie sie nicht erwartet haben, können Sie diese E-Mail ignorieren.`,
    ],
  }),
  passwordReset: ({ email, url }) => ({
    subject: 'Neues Passwort für das Partnerportal festlegen',
    lines: [
      `Für ${email} wurde ein neues Passwort angefordert. Wenn Sie das waren, legen Sie es hier fest. Der Link gilt eine Stunde und nur einmal.`,
    ],
    button: { label: 'Neues Passwort festlegen', url },
    notes: [
      'Wenn Sie das nicht waren, können Sie diese E-Mail ignorieren: Es hat sich nichts geändert.',
    ],
  }),
  passwordChanged: ({ email, forgotUrl }) => ({
    subject: 'Ihr Passwort für das Partnerportal wurde geändert',
    lines: [
      `Das Passwort von ${email} wurde geändert. Alle Geräte wurden abgemeldet.`,
      'Wenn Sie das waren, müssen Sie nichts weiter tun.',
    ],
    notes: [`Wenn Sie das nicht waren, legen Sie sofort ein neues Passwort fest: ${forgotUrl}`],
  }),
  secondFactorOn: ({ email, at, forgotUrl }) => ({
    subject: 'Der zweite Faktor ist eingeschaltet',
    lines: [
      `Bei der Anmeldung als ${email} fragt das Partnerportal ab jetzt zusätzlich nach einem Code der Authenticator-App.`,
      'Bewahren Sie die Wiederherstellungscodes dort auf, wo Sie sie auch ohne Ihr Telefon finden.',
    ],
    facts: [['Zeitpunkt', at]],
    notes: [`Wenn Sie das nicht waren, legen Sie sofort ein neues Passwort fest: ${forgotUrl}`],
  }),
  secondFactorOff: ({ email, at, forgotUrl }) => ({
    subject: 'Der zweite Faktor ist ausgeschaltet',
    lines: [`Für die Anmeldung als ${email} genügt im Partnerportal ab jetzt das Passwort.`],
    facts: [['Zeitpunkt', at]],
    notes: [`Wenn Sie das nicht waren, legen Sie sofort ein neues Passwort fest: ${forgotUrl}`],
  }),
  newDevice: ({ email, at, device, address, securityUrl }) => ({
    subject: 'Neue Anmeldung im Partnerportal',
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

export const PORTAL_LETTERS: Record<Locale, Letters> = { en: english, de: german }
