import { definePlugin, vine } from '#sdk'
import { isTaxedAtSeller, untaxed } from '#sdk/tax'

/** An exemption on file that is valid on the tax point, with its own code and words. */
export default definePlugin<Record<string, never>>({
  api: 1,
  kind: 'tax',
  id: 'exempt',
  name: 'Exempt',
  version: '1.0.0',
  description:
    'The buyer or the supply is exempt by law: with the reason on file, on the tax point.',
  de: {
    name: 'Steuerbefreit',
    description:
      'Der Käufer oder die Leistung ist gesetzlich befreit: mit dem hinterlegten Grund, am Leistungstag.',
  },
  icon: 'shield-check',
  config: vine.object({}),

  applies: (supply) =>
    isTaxedAtSeller(supply) &&
    supply.seller.vat_status === 'registered' &&
    supply.exemption !== null &&
    supply.exemption.text.trim() !== '',
  assess: ({ seller_territory, exemption }) =>
    untaxed('E', seller_territory.country, exemption!.code, exemption!.text.trim()),
})
