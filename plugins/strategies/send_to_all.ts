import { definePlugin, vine } from '#sdk'

/** Everybody at once. With `max_buyers`, as many at once as may still buy, the others only if those do not. */
export default definePlugin<{ max_buyers?: number }>({
  api: 1,
  kind: 'strategy',
  id: 'send_to_all',
  name: 'Send to all',
  version: '1.0.0',
  description: 'Offers the lead to all partners at once.',
  icon: 'megaphone',
  config: vine.object({
    max_buyers: vine.number().withoutDecimals().min(1).optional().meta({
      title: 'Most buyers',
      description: 'How many partners may buy one lead; empty: all of them',
    }),
  }),

  plan(candidates, config) {
    const all = candidates.map((one) => one.assignment)
    const most = config.max_buyers
    if (!most || all.length <= most)
      return { waves: all.length > 0 ? [all] : [], stopAfter: 'never' }
    return { waves: [all.slice(0, most), ...all.slice(most).map((one) => [one])], stopAfter: most }
  },
})
