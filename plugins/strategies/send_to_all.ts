import { definePlugin, vine } from '#sdk'
import { inOrder, maxBuyers } from '#sdk/buyers'

/** Everybody at once. With `max_buyers`, as many at once as may still buy, the others only if those do not. */
export default definePlugin<{ max_buyers?: number }>({
  api: 1,
  kind: 'strategy',
  id: 'send_to_all',
  name: 'Send to all',
  version: '1.0.0',
  description:
    'Offers the lead to all partners at once. Where only some may buy, those of the highest priority come first; at the same priority the order of the list decides.',
  de: {
    name: 'An alle',
    description:
      'Bietet den Lead allen Partnern gleichzeitig an. Wo nur einige kaufen dürfen, kommen die mit der höchsten Priorität zuerst; bei gleicher Priorität entscheidet die Reihenfolge der Liste.',
  },
  icon: 'megaphone',
  config: vine.object({ max_buyers: maxBuyers({ en: 'all of them', de: 'alle' }) }),

  plan(candidates, config) {
    const all = candidates.map((one) => one.assignment)
    const most = config.max_buyers
    if (!most || all.length <= most)
      return { waves: all.length > 0 ? [all] : [], stopAfter: 'never' }
    return inOrder(all, most)
  },
})
