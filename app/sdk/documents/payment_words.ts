/*
 * Words an e-invoice says in the language of its document, because a person reads them: by when to pay, and that the
 * buyer issued it. The latter as the states translated Art. 226(10a) Directive 2006/112/EC.
 */
interface Words {
  by(day: string): string
  at_once: string
  self_billing: string
}

const ENGLISH: Words = {
  by: (day) => `Payable by ${day} without deduction.`,
  at_once: 'Payable at once without deduction.',
  self_billing: 'Self-billing',
}

const WORDS: Record<string, Words> = {
  de: {
    by: (day) => `Zahlbar bis ${day} ohne Abzug.`,
    at_once: 'Zahlbar sofort ohne Abzug.',
    self_billing: 'Gutschrift',
  },
  fr: {
    by: (day) => `Payable au plus tard le ${day}, sans escompte.`,
    at_once: 'Payable à réception, sans escompte.',
    self_billing: 'Autofacturation',
  },
  es: {
    by: (day) => `Pago hasta el ${day}, sin descuento.`,
    at_once: 'Pago al contado, sin descuento.',
    self_billing: 'Facturación por el destinatario',
  },
  it: {
    by: (day) => `Pagamento entro il ${day}, senza sconto.`,
    at_once: 'Pagamento a vista, senza sconto.',
    self_billing: 'Autofatturazione',
  },
  nl: {
    by: (day) => `Te betalen uiterlijk op ${day}, zonder korting.`,
    at_once: 'Direct te betalen, zonder korting.',
    self_billing: 'Factuur uitgereikt door afnemer',
  },
  pl: {
    by: (day) => `Płatne do ${day}, bez potrąceń.`,
    at_once: 'Płatne natychmiast, bez potrąceń.',
    self_billing: 'Samofakturowanie',
  },
}

const wordsOf = (language: string): Words => WORDS[language.slice(0, 2)] ?? ENGLISH

/** By when the document is to be paid; null where nothing says so. */
export function paymentTerms(
  language: string,
  days: number | null,
  day: string | null
): string | null {
  const words = wordsOf(language)
  if (days === 0) return words.at_once
  return day === null ? null : words.by(day)
}

/** That the buyer issued it for the supplier, with the English word beside where it is another. */
export function selfBillingNote(language: string): string {
  const { self_billing: word } = wordsOf(language)
  return word === ENGLISH.self_billing ? word : `${word} / ${ENGLISH.self_billing}`
}
