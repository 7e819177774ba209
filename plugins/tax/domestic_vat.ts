import { definePlugin, vine } from '#sdk'
import { homeRate, isTaxable, taxed } from '#sdk/tax'

/** The seller's VAT at its standard rate on the tax point: at home, and for buyers abroad without a valid VAT id. */
export default definePlugin<Record<string, never>>({
  api: 1,
  kind: 'tax',
  id: 'domestic_vat',
  name: 'Domestic VAT',
  version: '1.0.0',
  description:
    "The seller's VAT at the standard rate of the day: buyers at home, and buyers in other member states without a valid VAT id (Art. 18(2) Reg. 282/2011).",
  de: {
    name: 'Inländische Umsatzsteuer',
    description:
      'Die Umsatzsteuer des Verkäufers zum Regelsatz des Tages: für Käufer im Inland und für Käufer in anderen Mitgliedstaaten ohne gültige USt-IdNr. (Art. 18 Abs. 2 VO 282/2011).',
  },
  icon: 'landmark',
  config: vine.object({}),

  applies: (supply) => isTaxable(supply) && homeRate(supply) !== null,
  assess: (supply) => taxed(supply, homeRate(supply)!, supply.seller_territory.country),
})
