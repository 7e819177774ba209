import { definePlugin, vine } from '#sdk'
import { ONE_BUYER, inOrder, maxBuyers } from '#sdk/buyers'
import { turnOrder } from '#sdk/turns'

/** Everybody in turn. A turn is an offer; how they stand comes with the candidates, the host keeps count. */
export default definePlugin<{ max_buyers?: number }>({
  api: 1,
  kind: 'strategy',
  id: 'round_robin',
  name: 'Round robin',
  version: '1.0.0',
  description:
    'Offers leads to partners in turn, each as many as the others. Who cannot take a lead keeps its turn, who declines has had it. Of equals the lower priority number comes first, then the order of the list.',
  de: {
    name: 'Reihum',
    description:
      'Bietet Leads den Partnern reihum an, jedem gleich viele. Wer einen Lead nicht nehmen kann, behält seinen Platz in der Reihe; wer ablehnt, war dran. Bei Gleichstand zählt die kleinere Prioritätszahl, dann die Reihenfolge der Liste.',
  },
  icon: 'refresh-cw',
  turns: 'equal',
  config: vine.object({ max_buyers: maxBuyers(ONE_BUYER) }),

  plan: (candidates, config) =>
    inOrder(
      turnOrder(
        candidates.map((one) => ({ key: one.assignment, share: 1, due: one.turns?.due ?? 0 }))
      ),
      config.max_buyers ?? 1
    ),
})
