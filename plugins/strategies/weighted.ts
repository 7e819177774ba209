import { definePlugin, vine } from '#sdk'
import { ONE_BUYER, inOrder, maxBuyers } from '#sdk/buyers'
import { turnOrder } from '#sdk/turns'

/** In turn by weight: 3 and 1 give three of four offers to the first, evenly spread. Weight 0: when nobody else is left. */
export default definePlugin<{ max_buyers?: number }>({
  api: 1,
  kind: 'strategy',
  id: 'weighted',
  name: 'Weighted',
  version: '1.0.0',
  description:
    'Offers leads to partners in turn, each as many as its weight says: with weights 3 and 1 the first gets three of four, evenly spread. Weight 0 waits until nobody else is left. Of equals the lower priority number comes first, then the order of the list.',
  de: {
    name: 'Nach Gewicht',
    description:
      'Bietet Leads den Partnern nach ihrem Gewicht an: Bei Gewichten 3 und 1 bekommt der erste drei von vier, gleichmäßig verteilt. Gewicht 0 ist erst dran, wenn niemand sonst mehr da ist. Bei Gleichstand zählt die kleinere Prioritätszahl, dann die Reihenfolge der Liste.',
  },
  icon: 'scale',
  turns: 'weight',
  config: vine.object({ max_buyers: maxBuyers(ONE_BUYER) }),

  plan: (candidates, config) =>
    inOrder(
      turnOrder(
        candidates.map((one) => ({
          key: one.assignment,
          share: one.weight,
          due: one.turns?.due ?? 0,
        }))
      ),
      config.max_buyers ?? 1
    ),
})
