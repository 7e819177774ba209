import { definePlugin, vine } from '#sdk'
import { ONE_BUYER, maxBuyers } from '#sdk/buyers'

/** A waterfall: one after the other by priority, until enough have bought. */
export default definePlugin<{ max_buyers?: number }>({
  api: 1,
  kind: 'strategy',
  id: 'first_match',
  name: 'First match',
  version: '1.0.0',
  description:
    'Offers the lead to one partner after the other, in order of priority, until one buys. At the same priority the order of the list decides.',
  de: {
    name: 'Der Reihe nach',
    description:
      'Bietet den Lead einem Partner nach dem anderen an, nach Priorität, bis einer kauft. Bei gleicher Priorität entscheidet die Reihenfolge der Liste.',
  },
  icon: 'arrow-down-wide-narrow',
  config: vine.object({ max_buyers: maxBuyers(ONE_BUYER) }),

  plan: (candidates, config) => ({
    waves: candidates.map((one) => [one.assignment]),
    stopAfter: config.max_buyers ?? 1,
  }),
})
