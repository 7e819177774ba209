import type { Letter } from '#accounts/mails/frame'
import type { Fact } from '#billing/documents/page/document_page'
import { paymentFacts } from '#billing/documents/page/page_parts'
import { valuesFor } from '#billing/documents/page/write_values'
import {
  type MailWords,
  type ReminderStep,
  mailWordsOf,
} from '#billing/documents/words/mails/mails'
import { fill, wordsOf } from '#billing/documents/words/words'
import type { TaxDocument } from '#sdk/document'

export interface MailFacts {
  document: TaxDocument
  /** Of who sends it. */
  sender: { name: string; contact: string | null; email: string | null; phone: string | null }
  /** Decimal, in the currency of the document: what is open now. */
  open: string
  /** Of who pressed the button, as text. */
  note: string | null
  /** The PDF holds the XML of Factur-X. */
  holdsXml: boolean
  /** An XML goes along beside the PDF. */
  withXml: boolean
  reminder: { step: ReminderStep; fee: string; total: string; text: string | null } | null
}

/** The mail a document goes out with, in the language of the document. */
export function composeMail(facts: MailFacts): Letter {
  const { document, sender, note, reminder } = facts
  const { kind, number, corrects, language } = document
  const words = mailWordsOf(language)
  const write = writerOf(document)
  const said = reminder ? words.reminder[reminder.step] : words.document[kind]
  const values = {
    ...{ number, sender: sender.name, original: corrects?.number ?? '' },
    ...{ period: periodText(document, write.date), date: write.date(document.due_date ?? '') },
    money: write.money(facts.open),
  }
  return {
    subject: fill(said.subject, values),
    lines: [
      words.greeting,
      ...paragraphs(fill(reminder?.text ?? said.text, values)),
      ...paragraphs(note),
      ...(reminder ? [] : [openLine(facts, words, write)]),
    ],
    facts: factsOf(facts, words, write),
    closing: [
      ...(reminder ? [words.paid_meanwhile] : []),
      ...(!reminder && facts.holdsXml ? [words.inside] : []),
      ...(facts.withXml ? [words.beside] : []),
      [words.regards, sender.contact, sender.name].filter(Boolean).join('\n'),
    ],
    notes: [[sender.phone, sender.email].filter(Boolean).join(' · ')].filter(Boolean),
  }
}

type Write = ReturnType<typeof writerOf>

function writerOf({ language, currency, kind, buyer, seller }: TaxDocument) {
  const reader = kind.startsWith('self_billing') ? seller : buyer
  const { money, date } = valuesFor(language, reader.country, currency)
  return { money, date: (day: string) => (day === '' ? '' : date(day)) }
}

function openLine({ document, open }: MailFacts, words: MailWords, { money, date }: Write): string {
  const { kind, due_date: due, totals } = document
  if (kind.endsWith('credit_note')) return fill(words.to_credit, { money: money(totals.gross) })
  if (!/[1-9]/.test(open)) return words.nothing_to_pay
  const sentence = kind === 'self_billing' ? words.to_pay_out : words.to_pay
  return fill(sentence, { money: money(open), date: date(due ?? '') })
}

function factsOf(
  { document, open, reminder }: MailFacts,
  words: MailWords,
  { money, date }: Write
): Fact[] {
  const said = wordsOf(document.language)
  const pays = document.kind === 'invoice' && /[1-9]/.test(open)
  const owed: Fact[] =
    reminder && /[1-9]/.test(reminder.fee)
      ? [
          [words.open, money(open)],
          [words.fee, money(reminder.fee)],
          [words.with_fee, money(reminder.total)],
        ]
      : [[words.open, money(open)]]
  return [
    [said.number, document.number],
    [said.issued, date(document.issue_date)],
    ...(pays && document.due_date ? [[said.due, date(document.due_date)] as const] : []),
    ...(pays ? owed : []),
    ...(pays ? paymentFacts(document, said) : []),
  ]
}

/** "October 2026" of a whole month, else both dates. */
function periodText({ period, language }: TaxDocument, date: (day: string) => string): string {
  const [year, month] = period.from.split('-').map(Number)
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
  if (!period.from.endsWith('-01') || period.to !== last)
    return `${date(period.from)} – ${date(period.to)}`
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    ...{ month: 'long', year: 'numeric', timeZone: 'UTC' },
  }).format(new Date(`${period.from}T12:00:00Z`))
}

const paragraphs = (text: string | null): string[] =>
  (text ?? '')
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean)

/** The last of three or more levels is firm; so is everything beyond the second. */
export const stepOf = (level: number, levels: number): ReminderStep =>
  level === 1 ? 'first' : level >= 3 && level >= levels ? 'last' : 'further'
