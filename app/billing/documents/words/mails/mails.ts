import type { TaxDocumentKind } from '#sdk/document'
import { de } from '#billing/documents/words/mails/de'
import { en } from '#billing/documents/words/mails/en'
import { es } from '#billing/documents/words/mails/es'
import { fr } from '#billing/documents/words/mails/fr'
import { it } from '#billing/documents/words/mails/it'
import { nl } from '#billing/documents/words/mails/nl'
import { pl } from '#billing/documents/words/mails/pl'

/** How firm a reminder speaks: the first, one between, the last. */
export type ReminderStep = 'first' | 'further' | 'last'

/** What a mail with a document says in one language; `{name}` stands for a value. */
export interface MailWords {
  greeting: string
  regards: string
  /** With `number`, `sender`, `period`, and of what corrects the `original`. */
  document: Record<TaxDocumentKind, { subject: string; text: string }>
  /** One of them follows, by what is open: `money`, `date`. */
  to_pay: string
  nothing_to_pay: string
  to_credit: string
  to_pay_out: string
  /** What is attached. */
  inside: string
  beside: string
  reminder: Record<ReminderStep, { subject: string; text: string }>
  open: string
  fee: string
  with_fee: string
  paid_meanwhile: string
}

const WORDS: Record<string, MailWords> = { de, en, es, fr, it, nl, pl }

/** The words of a language; English for one that has none. */
export const mailWordsOf = (language: string): MailWords => WORDS[language] ?? en
