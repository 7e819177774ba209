import { type Supply, definePlugin, vine } from '#sdk'
import { isAtHome, isTaxedAtSeller, untaxed } from '#sdk/tax'
import { notRegisteredNote, outsideScopeNote } from '#sdk/tax_notes'

const isNotRegistered = (supply: Supply) =>
  isTaxedAtSeller(supply) && supply.seller.vat_status === 'not_registered'

/** One of the two is outside the VAT of the Union; at home too, where no VAT is levied. */
const isOutside = (supply: Supply) =>
  isAtHome(supply)
    ? supply.seller.vat_status === 'registered' &&
      supply.exemption === null &&
      !supply.seller_territory.eu &&
      !supply.seller_territory.levies
    : !supply.seller_territory.eu || !supply.buyer_territory.eu

/** No VAT is shown: the supply is taxed elsewhere or nowhere, or its seller is in no register. Category O has no rate. */
export default definePlugin<Record<string, never>>({
  api: 1,
  kind: 'tax',
  id: 'outside_scope',
  name: 'Outside scope',
  version: '1.0.0',
  description:
    'Outside the scope of VAT: the buyer or the seller is outside the VAT territory of the EU, or the seller is not registered.',
  de: {
    name: 'Nicht steuerbar',
    description:
      'Nicht steuerbar: Der Käufer oder der Verkäufer ist außerhalb des Mehrwertsteuergebiets der EU, oder der Verkäufer ist nicht registriert.',
  },
  icon: 'globe',
  config: vine.object({}),

  applies: (supply) => isNotRegistered(supply) || isOutside(supply),
  assess: (supply) => {
    const seller = supply.seller_territory.country
    return isNotRegistered(supply)
      ? untaxed('O', seller, 'VATEX-EU-O', notRegisteredNote(seller))
      : untaxed('O', supply.buyer_territory.country, 'VATEX-EU-O', outsideScopeNote(seller))
  },
})
