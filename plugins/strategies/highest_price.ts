import { definePlugin, vine } from '#sdk'
import { ONE_BUYER, inOrder, maxBuyers } from '#sdk/buyers'

/** Who pays most for this lead first; candidates come in order of priority, and a sort keeps the order of equals. */
export default definePlugin<{ max_buyers?: number }>({
  api: 1,
  kind: 'strategy',
  id: 'highest_price',
  name: 'Highest price',
  version: '1.0.0',
  description:
    'Offers the lead to whoever pays most for it, then to the next. At the same price the lower priority number comes first, then the order of the list.',
  de: {
    name: 'Höchster Preis',
    description:
      'Bietet den Lead zuerst dem Partner an, der am meisten für ihn zahlt, dann dem nächsten. Bei gleichem Preis zählt die kleinere Prioritätszahl, dann die Reihenfolge der Liste.',
  },
  icon: 'trending-up',
  prices: true,
  config: vine.object({ max_buyers: maxBuyers(ONE_BUYER) }),

  plan: (candidates, config) =>
    inOrder(
      candidates.toSorted((a, b) => b.price - a.price).map((one) => one.assignment),
      config.max_buyers ?? 1
    ),
})
