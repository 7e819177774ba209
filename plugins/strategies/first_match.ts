import { definePlugin, vine } from '#sdk'

/** A waterfall: one after the other by priority, until one buys. */
export default definePlugin<Record<string, never>>({
  api: 1,
  kind: 'strategy',
  id: 'first_match',
  name: 'First match',
  version: '1.0.0',
  description:
    'Offers the lead to one partner after the other, in order of priority, until one buys.',
  icon: 'arrow-down-wide-narrow',
  config: vine.object({}),

  plan: (candidates) => ({ waves: candidates.map((one) => [one.assignment]), stopAfter: 1 }),
})
