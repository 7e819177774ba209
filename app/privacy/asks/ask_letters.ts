import type { Letter } from '#accounts/mails/frame'
import type { Locale } from '#shared/locales'

export interface AskWords {
  account: string
  partner: string
  /** How many deliveries it is about. */
  deliveries: number
  /** Local dates as they are read. */
  due: string
  url: string
  /** 0: asked for the first time. */
  reminder: number
}

/** Says nothing of the person: who opens the link sees whom it is about. */
const english = ({ account, partner, deliveries, due, url, reminder }: AskWords): Letter => ({
  subject: reminder
    ? `Reminder: erase the data of a person by ${due}`
    : `Erase the data of a person by ${due}`,
  lines: [
    `A person asked ${account} to erase their data. ${partner} received ${deliveries === 1 ? 'it with one lead' : `it with ${deliveries} leads`}.`,
    'Erase what you hold of this person, and confirm it here. The page says whom it is about and which leads you received.',
  ],
  button: { label: 'See and confirm', url },
  facts: [['Answer by', due]],
  notes: [
    `${account} has to tell everybody who received the data (Art. 19 GDPR). What the law requires you to keep you may keep; invoices are an example.`,
  ],
})

const german = ({ account, partner, deliveries, due, url, reminder }: AskWords): Letter => ({
  subject: reminder
    ? `Erinnerung: Daten einer Person bis ${due} löschen`
    : `Daten einer Person bis ${due} löschen`,
  lines: [
    `Eine Person hat von ${account} verlangt, ihre Daten zu löschen. ${partner} hat sie mit ${deliveries === 1 ? 'einem Lead' : `${deliveries} Leads`} erhalten.`,
    'Löschen Sie, was Sie von dieser Person gespeichert haben, und bestätigen Sie es hier. Die Seite zeigt, um wen es geht und welche Leads Sie erhalten haben.',
  ],
  button: { label: 'Ansehen und bestätigen', url },
  facts: [['Antwort bis', due]],
  notes: [
    `${account} muss alle Empfänger der Daten unterrichten (Art. 19 DSGVO). Was Sie nach dem Gesetz aufbewahren müssen, etwa Rechnungen, dürfen Sie behalten.`,
  ],
})

export const ASK_LETTERS: Record<Locale, (words: AskWords) => Letter> = {
  en: english,
  de: german,
}
