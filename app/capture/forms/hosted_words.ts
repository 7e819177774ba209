import type { FormLanguage } from '#capture/forms/form_document'
import type { AddressPart } from '#entities/types'

/** What a hosted form says of itself; whatever is asked comes from its document. */
export interface HostedWords {
  next: string
  back: string
  submit: string
  required: string
  optional: string
  choose: string
  yes: string
  no: string
  step: (at: number, of: number) => string
  problems: (count: number) => string
  problem: (rule: string) => string
  parts: Record<AddressPart, string>
  replaceFile: string
  fileTypes: (types: string, megabytes: number) => string
  partial: string
  leaveEmpty: string
  question: (a: number, b: number) => string
  questionTitle: string
  questionText: string
  wrongAnswer: string
  quick: string
  many: string
  refusedTitle: string
  refusedText: string
  again: string
  closedTitle: string
  closedText: string
  faultTitle: string
  faultText: string
  mailTitle: string
  mailText: (email: string) => string
  resend: string
  resent: string
  noMore: string
  confirmTitle: string
  confirmText: string
  confirm: string
  expiredTitle: string
  expiredText: string
  preview: string
  previewDone: string
  imprint: string
  privacy: string
  terms: string
  loading: string
  offline: string
}

const english: HostedWords = {
  next: 'Next',
  back: 'Back',
  submit: 'Send',
  required: 'required',
  optional: 'optional',
  choose: 'Choose',
  yes: 'Yes',
  no: 'No',
  step: (at, of) => `Step ${at} of ${of}`,
  problems: (count) =>
    count === 1 ? 'One answer needs another look' : `${count} answers need another look`,
  problem: (rule) => ENGLISH_PROBLEMS[rule] ?? 'This cannot be read: check it',
  parts: {
    street: 'Street',
    number: 'Number',
    postal_code: 'Postal code',
    city: 'City',
    state: 'State',
    country: 'Country',
    latitude: 'Latitude',
    longitude: 'Longitude',
  },
  replaceFile: 'Choose another file to replace it',
  fileTypes: (types, megabytes) => `${types}, ${megabytes} MB at most`,
  partial: 'What you fill in is kept for 30 days with the next step, also if you do not send it.',
  leaveEmpty: 'Leave this empty',
  question: (a, b) => `How much is ${a} plus ${b}?`,
  questionTitle: 'One question before it is sent',
  questionText: 'It keeps out programs that fill in forms.',
  wrongAnswer: 'That is not the right number',
  quick: 'That was faster than anybody types. Check what you filled in, then send it again.',
  many: 'Too many forms were sent from your connection. Wait some minutes, then send it again.',
  refusedTitle: 'This was not sent',
  refusedText: 'What arrived looked as if a program had filled it in. Begin again to send it.',
  again: 'Begin again',
  closedTitle: 'This form is closed',
  closedText: 'It takes no more answers.',
  faultTitle: 'This cannot be sent right now',
  faultText: 'It is not your fault, and nothing was sent. Try again later.',
  mailTitle: 'Look into your inbox',
  mailText: (email) =>
    `A mail is on its way to ${email}. Follow its link to confirm what you sent.`,
  resend: 'Send the mail again',
  resent: 'The mail was sent again.',
  noMore: 'The mail is not sent again so soon. Look into your spam folder too.',
  confirmTitle: 'Confirm what you sent',
  confirmText: 'It counts as soon as you press the button.',
  confirm: 'Confirm',
  expiredTitle: 'This link does not work any more',
  expiredText: 'It has expired, or was not copied whole. Fill in the form again.',
  preview: 'Preview: nothing you send here is stored',
  previewDone: 'This was a preview: nothing was stored.',
  imprint: 'Imprint',
  privacy: 'Privacy',
  terms: 'Terms',
  loading: 'Sending',
  offline: 'The connection failed and nothing was sent. Try again.',
}

const ENGLISH_PROBLEMS: Record<string, string> = {
  required: 'Fill this in',
  consent: 'Tick this to go on',
  email: 'Write an e-mail address such as name@example.com',
  phone: 'Write a phone number with its area code',
  number: 'Write a number such as 240',
  money: 'Write an amount such as 240.00',
  date: 'Write a date',
  datetime: 'Write a date and a time',
  url: 'Write an address such as https://example.com',
  choice: 'Choose an answer',
  option: 'Choose one of the options',
  max_length: 'This is too long',
  country: 'Write a country',
  file: 'This file cannot be read',
  file_size: 'The file is too large',
  file_type: 'This kind of file is not taken',
  file_many: 'Too many files came from your connection: wait some minutes',
}

const german: HostedWords = {
  next: 'Weiter',
  back: 'Zurück',
  submit: 'Absenden',
  required: 'Pflichtfeld',
  optional: 'freiwillig',
  choose: 'Auswählen',
  yes: 'Ja',
  no: 'Nein',
  step: (at, of) => `Schritt ${at} von ${of}`,
  problems: (count) =>
    count === 1 ? 'Eine Angabe stimmt noch nicht' : `${count} Angaben stimmen noch nicht`,
  problem: (rule) =>
    GERMAN_PROBLEMS[rule] ?? 'Das lässt sich nicht lesen, sehen Sie noch einmal nach',
  parts: {
    street: 'Straße',
    number: 'Hausnummer',
    postal_code: 'Postleitzahl',
    city: 'Ort',
    state: 'Bundesland',
    country: 'Land',
    latitude: 'Breitengrad',
    longitude: 'Längengrad',
  },
  replaceFile: 'Andere Datei auswählen, um sie zu ersetzen',
  fileTypes: (types, megabytes) => `${types}, höchstens ${megabytes} MB`,
  partial:
    'Ihre Angaben werden mit dem nächsten Schritt für 30 Tage gespeichert, auch wenn Sie sie nicht absenden.',
  leaveEmpty: 'Dieses Feld bleibt leer',
  question: (a, b) => `Wie viel ist ${a} plus ${b}?`,
  questionTitle: 'Noch eine Frage vor dem Absenden',
  questionText: 'Sie hält Programme fern, die Formulare ausfüllen.',
  wrongAnswer: 'Das ist nicht die richtige Zahl',
  quick:
    'Das ging schneller, als jemand tippen kann. Prüfen Sie Ihre Angaben und senden Sie sie noch einmal ab.',
  many: 'Von Ihrem Anschluss wurden zu viele Formulare abgesendet. Versuchen Sie es in einigen Minuten noch einmal.',
  refusedTitle: 'Das wurde nicht abgesendet',
  refusedText:
    'Die Angaben sahen aus, als hätte ein Programm sie ausgefüllt. Fangen Sie noch einmal von vorn an.',
  again: 'Von vorn beginnen',
  closedTitle: 'Dieses Formular ist geschlossen',
  closedText: 'Es nimmt keine Angaben mehr entgegen.',
  faultTitle: 'Das lässt sich gerade nicht absenden',
  faultText:
    'Es liegt nicht an Ihnen, und es wurde nichts übermittelt. Versuchen Sie es später noch einmal.',
  mailTitle: 'Sehen Sie in Ihr Postfach',
  mailText: (email) =>
    `Eine E-Mail an ${email} ist unterwegs. Folgen Sie dem Link darin, um Ihre Angaben zu bestätigen.`,
  resend: 'E-Mail noch einmal senden',
  resent: 'Die E-Mail wurde noch einmal gesendet.',
  noMore:
    'So schnell wird die E-Mail nicht noch einmal gesendet. Sehen Sie auch im Spam-Ordner nach.',
  confirmTitle: 'Bestätigen Sie Ihre Angaben',
  confirmText: 'Sie gelten, sobald Sie auf die Schaltfläche drücken.',
  confirm: 'Bestätigen',
  expiredTitle: 'Dieser Link gilt nicht mehr',
  expiredText:
    'Er ist abgelaufen oder wurde nicht ganz kopiert. Füllen Sie das Formular noch einmal aus.',
  preview: 'Vorschau: Was Sie hier absenden, wird nicht gespeichert',
  previewDone: 'Das war eine Vorschau: Es wurde nichts gespeichert.',
  imprint: 'Impressum',
  privacy: 'Datenschutz',
  terms: 'AGB',
  loading: 'Wird gesendet',
  offline:
    'Die Verbindung ist abgebrochen, es wurde nichts gesendet. Versuchen Sie es noch einmal.',
}

const GERMAN_PROBLEMS: Record<string, string> = {
  required: 'Füllen Sie dieses Feld aus',
  consent: 'Setzen Sie hier ein Häkchen, um fortzufahren',
  email: 'Geben Sie eine E-Mail-Adresse an, etwa name@example.com',
  phone: 'Geben Sie eine Telefonnummer mit Vorwahl an',
  number: 'Geben Sie eine Zahl an, etwa 240',
  money: 'Geben Sie einen Betrag an, etwa 240,00',
  date: 'Geben Sie ein Datum an',
  datetime: 'Geben Sie Datum und Uhrzeit an',
  url: 'Geben Sie eine Adresse an, etwa https://example.com',
  choice: 'Wählen Sie eine Antwort aus',
  option: 'Wählen Sie eine der Möglichkeiten',
  max_length: 'Das ist zu lang',
  country: 'Geben Sie ein Land an',
  file: 'Diese Datei lässt sich nicht lesen',
  file_size: 'Die Datei ist zu groß',
  file_type: 'Diese Art von Datei wird nicht angenommen',
  file_many: 'Von Ihrem Anschluss kamen zu viele Dateien, warten Sie einige Minuten',
}

export const HOSTED_WORDS: Record<FormLanguage, HostedWords> = { en: english, de: german }
