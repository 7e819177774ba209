import type { Group } from '#help/guide'
import type { Locale } from '#shared/locales'

/** What the help centre itself says. */
export interface HelpWords {
  title: string
  lead: string
  search: string
  find: string
  contents: string
  onThisPage: string
  screens: string
  next: string
  previous: string
  home: string
  portal: string
  signIn: string
  skip: string
  /** Leads to this page in the other language. */
  other: string
  onlyEnglish: string
  missing: string
  missingText: string
  nothing: string
  found: [one: string, more: string]
  close: string
  question: string
  imprint: string
  privacy: string
  terms: string
  groups: Record<Group, string>
}

export const HELP_WORDS: Record<Locale, HelpWords> = {
  en: {
    title: 'Help',
    lead: 'How things work here, with pictures of the pages.',
    search: 'Search the guides',
    find: 'Search',
    contents: 'All guides',
    onThisPage: 'On this page',
    screens: 'Screens',
    next: 'Next',
    previous: 'Previous',
    home: 'To the app',
    portal: 'Back to your leads',
    signIn: 'Sign in',
    skip: 'Skip to the text',
    other: 'Deutsch',
    onlyEnglish: 'This guide is there in English only.',
    missing: 'There is no such guide',
    missingText: 'It may have another name now. Search for it, or choose from the list.',
    nothing: 'No guide has all of these words: “{q}”. Try fewer, or the beginning of one.',
    found: ['1 guide', '{n} guides'],
    close: 'Close',
    question: 'A question is left?',
    imprint: 'Imprint',
    privacy: 'Privacy',
    terms: 'Terms',
    groups: {
      start: 'Start',
      selling: 'Selling leads',
      capture: 'Getting leads',
      partners: 'Partners',
      money: 'Money',
      agency: 'Agency and account',
      developers: 'Developers and operation',
    },
  },
  de: {
    title: 'Hilfe',
    lead: 'Wie hier alles funktioniert, mit Bildern der Seiten.',
    search: 'In den Anleitungen suchen',
    find: 'Suchen',
    contents: 'Alle Anleitungen',
    onThisPage: 'Auf dieser Seite',
    screens: 'Seiten dazu',
    next: 'Weiter',
    previous: 'Zurück',
    home: 'Zur App',
    portal: 'Zurück zu Ihren Leads',
    signIn: 'Anmelden',
    skip: 'Zum Text springen',
    other: 'English',
    onlyEnglish: 'Diese Anleitung gibt es bisher nur auf Englisch.',
    missing: 'Diese Anleitung gibt es nicht',
    missingText:
      'Vielleicht heißt sie jetzt anders. Suchen Sie danach, oder wählen Sie aus der Liste.',
    nothing:
      'Keine Anleitung enthält alle diese Wörter: „{q}“. Versuchen Sie es mit weniger oder mit einem Wortanfang.',
    found: ['1 Anleitung', '{n} Anleitungen'],
    close: 'Schließen',
    question: 'Noch eine Frage?',
    imprint: 'Impressum',
    privacy: 'Datenschutz',
    terms: 'AGB',
    groups: {
      start: 'Einstieg',
      selling: 'Leads verkaufen',
      capture: 'Leads gewinnen',
      partners: 'Partner',
      money: 'Geld',
      agency: 'Agentur und Konto',
      developers: 'Entwicklung und Betrieb',
    },
  },
}
