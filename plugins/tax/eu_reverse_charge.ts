import { definePlugin, vine } from '#sdk'
import { isConfirmedAbroad, untaxed } from '#sdk/tax'
import { reverseChargeNote } from '#sdk/tax_notes'

/** The buyer owes the VAT (Art. 44 and 196 Directive 2006/112/EC). Services are AE; K is for goods. */
export default definePlugin<Record<string, never>>({
  api: 1,
  kind: 'tax',
  id: 'eu_reverse_charge',
  name: 'EU reverse charge',
  version: '1.0.0',
  description:
    'A business in another member state with a confirmed VAT id: the buyer owes the VAT (Art. 44 and 196 VAT Directive).',
  de: {
    name: 'Reverse Charge in der EU',
    description:
      'Ein Unternehmen in einem anderen Mitgliedstaat mit bestätigter USt-IdNr.: Der Käufer schuldet die Steuer (Art. 44 und 196 MwStSystRL).',
  },
  icon: 'arrow-left-right',
  config: vine.object({}),

  // Without both ids the invoice could not be issued (Art. 226(3) and (4)).
  applies: (supply) =>
    isConfirmedAbroad(supply) && Boolean(supply.seller.vat_id) && Boolean(supply.buyer.vat_id),
  assess: ({ seller_territory, buyer_territory }) =>
    untaxed(
      'AE',
      buyer_territory.country,
      'VATEX-EU-AE',
      reverseChargeNote(seller_territory.country)
    ),
})
