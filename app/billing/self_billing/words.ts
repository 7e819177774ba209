import type { DocumentLanguage } from '#shared/locales'
import type { Cause } from '#suppliers/costs/types'

/*
 * What a document that the customer writes has to say (Art. 226(10a) Directive 2006/112/EC), as the states translated it,
 * and what its lines call the causes of a cost.
 */

/** The wording, with the English one beside it where both parties must understand it. */
export function selfBillingNote(language: DocumentLanguage): string {
  const word = WORDING[language]
  return language === 'en' ? word : `${word} (${WORDING.en})`
}

const WORDING: Record<DocumentLanguage, string> = {
  en: 'Self-billing',
  de: 'Gutschrift',
  fr: 'Autofacturation',
  es: 'Facturación por el destinatario',
  it: 'Autofatturazione',
  nl: 'Factuur uitgereikt door afnemer',
  pl: 'Samofakturowanie',
}

type Words = Record<Cause, string>

const CAUSES: Record<DocumentLanguage, Words> = {
  en: {
    received: 'Leads received',
    accepted: 'Leads accepted',
    sold: 'Leads sold',
    revenue: 'Share of revenue',
  },
  de: {
    received: 'Eingegangene Leads',
    accepted: 'Angenommene Leads',
    sold: 'Verkaufte Leads',
    revenue: 'Anteil am Erlös',
  },
  fr: {
    received: 'Leads reçus',
    accepted: 'Leads acceptés',
    sold: 'Leads vendus',
    revenue: 'Part du chiffre d’affaires',
  },
  es: {
    received: 'Leads recibidos',
    accepted: 'Leads aceptados',
    sold: 'Leads vendidos',
    revenue: 'Participación en los ingresos',
  },
  it: {
    received: 'Lead ricevuti',
    accepted: 'Lead accettati',
    sold: 'Lead venduti',
    revenue: 'Quota dei ricavi',
  },
  nl: {
    received: 'Ontvangen leads',
    accepted: 'Geaccepteerde leads',
    sold: 'Verkochte leads',
    revenue: 'Aandeel in de omzet',
  },
  pl: {
    received: 'Otrzymane leady',
    accepted: 'Zaakceptowane leady',
    sold: 'Sprzedane leady',
    revenue: 'Udział w przychodach',
  },
}

/** A line: "Leads sold · google-ads". */
export const costDescription = (language: DocumentLanguage, cause: Cause, source: string) =>
  `${CAUSES[language][cause]} · ${source}`.slice(0, 255)
