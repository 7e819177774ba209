import { definePlugin, vine } from '#sdk'
import { isElectronicAbroad, taxed } from '#sdk/tax'

/** The VAT of the consumer's member state, declared through the one-stop shop (Art. 58 and 369a Directive 2006/112/EC). */
export default definePlugin<Record<string, never>>({
  api: 1,
  kind: 'tax',
  id: 'destination_vat',
  name: 'VAT of the destination',
  version: '1.0.0',
  description:
    'Electronic services to consumers in another member state: their VAT, declared through the one-stop shop (OSS).',
  de: {
    name: 'Steuer des Bestimmungslands',
    description:
      'Elektronische Dienste an Verbraucher in einem anderen Mitgliedstaat: deren Steuer, gemeldet über den One-Stop-Shop (OSS).',
  },
  icon: 'map-pin',
  config: vine.object({}),

  applies: (supply) =>
    isElectronicAbroad(supply) && supply.oss_registered && supply.rates.buyer !== null,
  assess: (supply) => taxed(supply, supply.rates.buyer!, supply.buyer_territory.country),
})
