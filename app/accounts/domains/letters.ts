import type { Letter } from '#accounts/mails/frame'
import type { Locale } from '#shared/locales'

/** What happened to a proven domain. */
export type DomainNews = 'missing' | 'failing' | 'lost'

interface Occasion {
  host: string
  account: string
  url: string
}

type Letters = Record<DomainNews, (occasion: Occasion) => Letter>

const en: Letters = {
  missing: ({ host, account, url }) => ({
    subject: `The DNS record of ${host} is gone`,
    lines: [
      `The TXT record that proves that ${host} belongs to ${account} was not found any more.`,
      'The domain goes on working for seven days. Set the record again before that.',
    ],
    button: { label: 'See the record', url },
    notes: ['If the domain is not needed any more, remove it from the settings.'],
  }),
  failing: ({ host, account, url }) => ({
    subject: `${host} does not work any more`,
    lines: [
      `The TXT record that proves that ${host} belongs to ${account} has been gone for seven days, so nothing answers there any more.`,
      'Set the record again: the domain works as soon as it is found.',
    ],
    button: { label: 'See the record', url },
    notes: ['Links in mails lead to the address of the installation meanwhile.'],
  }),
  lost: ({ host, account, url }) => ({
    subject: `${host} belongs to another account now`,
    lines: [
      `Somebody else has proven by the DNS that ${host} is theirs, and the record of ${account} is gone. Nothing of ${account} answers there any more.`,
    ],
    button: { label: 'See the domains', url },
    notes: ['If it is your domain, look at who may change its DNS, and set the record again.'],
  }),
}

const de: Letters = {
  missing: ({ host, account, url }) => ({
    subject: `Der DNS-Eintrag von ${host} fehlt`,
    lines: [
      `Der TXT-Eintrag, der belegt, dass ${host} zu ${account} gehört, wurde nicht mehr gefunden.`,
      'Die Domain funktioniert noch sieben Tage. Setzen Sie den Eintrag bis dahin wieder.',
    ],
    button: { label: 'Eintrag ansehen', url },
    notes: ['Wenn Sie die Domain nicht mehr brauchen, entfernen Sie sie in den Einstellungen.'],
  }),
  failing: ({ host, account, url }) => ({
    subject: `${host} funktioniert nicht mehr`,
    lines: [
      `Der TXT-Eintrag, der belegt, dass ${host} zu ${account} gehört, fehlt seit sieben Tagen. Unter der Domain ist deshalb nichts mehr erreichbar.`,
      'Setzen Sie den Eintrag wieder: Sobald er gefunden wird, funktioniert die Domain.',
    ],
    button: { label: 'Eintrag ansehen', url },
    notes: ['Links in E-Mails führen bis dahin zur Adresse der Installation.'],
  }),
  lost: ({ host, account, url }) => ({
    subject: `${host} gehört jetzt zu einem anderen Konto`,
    lines: [
      `Jemand anderes hat per DNS belegt, dass ${host} ihm gehört, und der Eintrag von ${account} fehlt. Unter der Domain ist nichts von ${account} mehr erreichbar.`,
    ],
    button: { label: 'Domains ansehen', url },
    notes: [
      'Wenn es Ihre Domain ist, prüfen Sie, wer deren DNS ändern darf, und setzen Sie den Eintrag wieder.',
    ],
  }),
}

export const DOMAIN_LETTERS: Record<Locale, Letters> = { en, de }
