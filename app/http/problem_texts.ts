import { PROBLEM_TYPES, type ProblemType } from '#shared/problem_types'
import type { Locale } from '#shared/locales'

interface Text {
  title: string
  about: string
}

const GERMAN: Record<ProblemType, Text> = {
  'unreadable-body': {
    title: 'Inhalt nicht lesbar',
    about:
      'Der Inhalt ist nicht das, was sein Inhaltstyp sagt: fehlerhaftes JSON oder Text, der kein UTF-8 ist.',
  },
  'bad-request': {
    title: 'Fehlerhafte Anfrage',
    about: 'Die Anfrage selbst ist fehlerhaft, noch bevor ihr Inhalt betrachtet wird.',
  },
  'unauthenticated': {
    title: 'Anmeldung nötig',
    about:
      'Senden Sie `Authorization: Bearer <token>` mit einem Token, das weder abgelaufen noch widerrufen ist.',
  },
  'plan-limit': {
    title: 'Leads des Tarifs aufgebraucht',
    about:
      'Der Tarif des Kontos umfasst bis zur nächsten Periode keine weiteren Leads. Es wurde nichts gespeichert.',
  },
  'plan-ended': {
    title: 'Kein Tarif',
    about:
      'Die Testphase oder der Tarif des Kontos ist beendet: Bis ein Tarif gewählt wird, kommt kein Lead herein. Es wurde nichts gespeichert.',
  },
  'forbidden': {
    title: 'Nicht erlaubt',
    about: 'Das Token ist gültig, aber ihm fehlt die Berechtigung, die `detail` nennt.',
  },
  'account-resting': {
    title: 'Konto ruht',
    about:
      'Das Konto ruht: Es nimmt weder Leads noch andere Anfragen an, bis es wieder geweckt wird. Was es vorher angenommen hat, wird zu Ende gebracht.',
  },
  'not-found': {
    title: 'Nicht gefunden',
    about: 'Unter dieser Adresse gibt es für dieses Konto nichts.',
  },
  'method-not-allowed': {
    title: 'Methode nicht erlaubt',
    about: 'Die Adresse gibt es; der Header `Allow` nennt ihre Methoden.',
  },
  'conflict': {
    title: 'Konflikt',
    about: 'Das Objekt ist in einem Zustand, in dem das nicht geht; `detail` nennt den Grund.',
  },
  'duplicate-lead': {
    title: 'Doppelter Lead',
    about:
      'Es gibt schon einen Lead derselben Person, und Dubletten werden abgelehnt; `duplicate_of` ist seine ID.',
  },
  'idempotency-conflict': {
    title: 'Idempotency-Key schon verwendet',
    about:
      'Der Idempotency-Key wurde in den letzten 24 Stunden für eine andere Anfrage verwendet. Nehmen Sie einen neuen.',
  },
  'idempotency-in-progress': {
    title: 'Erste Anfrage läuft noch',
    about:
      'Die erste Anfrage mit diesem Idempotency-Key ist nicht beendet. Wiederholen Sie sie nach Retry-After.',
  },
  'body-too-large': {
    title: 'Inhalt zu groß',
    about: 'Der Inhalt ist größer, als diese Adresse annimmt; `detail` nennt die Grenze.',
  },
  'unsupported-media-type': {
    title: 'Inhaltstyp nicht unterstützt',
    about: 'Diese Adresse liest den gesendeten Inhaltstyp, Zeichensatz oder die Kodierung nicht.',
  },
  'validation': {
    title: 'Ungültige Werte',
    about:
      'Die Werte in `errors` verletzen eine Regel: Jeder Eintrag nennt sein Feld und die Regel.',
  },
  'too-many-requests': {
    title: 'Zu viele Anfragen',
    about:
      'Die erlaubte Zahl von Anfragen ist erreicht. Wiederholen Sie sie nach Retry-After Sekunden.',
  },
  'internal': {
    title: 'Interner Fehler',
    about: 'Ein Fehler auf unserer Seite. Nennen Sie `request_id`, wenn Sie ihn melden.',
  },
  'unavailable': {
    title: 'Nicht verfügbar',
    about:
      'Ein Teil, den die Anfrage braucht, ist gerade nicht verfügbar. Wiederholen Sie sie später.',
  },
}

/** A problem type as a person reads it. The API itself answers in English, as machines compare it. */
export const problemText = (type: ProblemType, locale: Locale): Text =>
  locale === 'de' ? GERMAN[type] : PROBLEM_TYPES[type]
