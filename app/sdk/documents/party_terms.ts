import { isCountry } from '#shared/codes'
import { cleanLine } from '#sdk/documents/xml_table'
import type { TaxDocumentParty } from '#sdk/document'

/** Countries as the code list of EN 16931 writes them, where the VAT world has codes of its own. */
const ALIASES: Record<string, string> = { EL: 'GR', UK: 'GB', XK: '1A' }
/** Prefixes of VAT ids that are no code of a country (BR-CO-09). */
const PREFIXES = new Set(['EL', 'XI'])

const known = new Map<string, boolean>()
const isKnown = (code: string): boolean => {
  if (!known.has(code)) known.set(code, isCountry(code))
  return known.get(code)!
}

/** Code of the country as the list of EN 16931 has it; null for what is none. */
export function countryCode(country: string): string | null {
  const code = ALIASES[country] ?? country
  return code === '1A' || code === 'XI' || isKnown(code) ? code : null
}

/** A VAT id begins with the code of its country; another number is no VAT id in EN 16931. */
export function vatIdOf({ vat_id: id }: TaxDocumentParty): string | null {
  const clean = cleanLine(id)?.replace(/\s/g, '') ?? null
  const prefix = clean?.slice(0, 2) ?? ''
  return clean && (PREFIXES.has(prefix) || isKnown(prefix)) ? clean : null
}

export interface PartyFacts {
  name: string | null
  /** Stands for the VAT id where the document must not show it as one. */
  identifier: string | null
  register_number: string | null
  vat_id: string | null
  tax_number: string | null
  /** Electronic address: the one e-mail address on file. */
  email: string | null
  phone: string | null
  contact_name: string | null
  street: string | null
  city: string | null
  postal_code: string | null
  country: string | null
}

/**
 * A party in the words of EN 16931. On a document outside the scope of VAT no VAT id may be given as one (BR-O-02): there
 * it is a plain identifier of the party, so that nothing is lost.
 */
export function partyFacts(party: TaxDocumentParty, showsVatId: boolean): PartyFacts {
  const vatId = vatIdOf(party)
  return {
    name: cleanLine(party.name),
    identifier: showsVatId && vatId ? null : cleanLine(party.vat_id),
    register_number: cleanLine(party.register_number),
    vat_id: showsVatId ? vatId : null,
    tax_number: cleanLine(party.tax_number),
    email: cleanLine(party.email),
    phone: cleanLine(party.phone),
    contact_name: cleanLine(party.contact_name),
    street: cleanLine(party.street),
    city: cleanLine(party.city),
    postal_code: cleanLine(party.postal_code),
    country: countryCode(party.country),
  }
}
