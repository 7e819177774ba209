import { definePlugin, vine } from '#sdk'
import { isTaxedAtSeller, untaxed } from '#sdk/tax'
import { smallBusinessNote } from '#sdk/tax_notes'

/** A small enterprise charges no VAT at home (Art. 284 Directive 2006/112/EC, § 19 UStG and its like). */
export default definePlugin<Record<string, never>>({
  api: 1,
  kind: 'tax',
  id: 'small_business',
  name: 'Small business',
  version: '1.0.0',
  description:
    'The seller is a small business and charges no VAT at home (Art. 284 VAT Directive).',
  de: {
    name: 'Kleinunternehmer',
    description:
      'Der Verkäufer ist Kleinunternehmer und berechnet im Inland keine Umsatzsteuer (§ 19 UStG, Art. 284 MwStSystRL).',
  },
  icon: 'store',
  config: vine.object({}),

  applies: (supply) => isTaxedAtSeller(supply) && supply.seller.vat_status === 'small_business',
  assess: ({ seller_territory: { country } }) =>
    // The code list knows a franchise of its own for France only; elsewhere the words are the reason.
    untaxed(
      'E',
      country,
      country === 'FR' ? 'VATEX-FR-FRANCHISE' : null,
      smallBusinessNote(country)
    ),
})
