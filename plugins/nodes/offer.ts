import { definePlugin, vine } from '#sdk'

const strategyForm = { title: 'Strategy', control: 'strategy', de: { title: 'Strategie' } }

/** Offers the lead to assignments by a strategy. `assignments` absent or null: to all of the profile. */
export default definePlugin<{ strategy: { use: string }; assignments?: string[] | null }>({
  api: 1,
  kind: 'node',
  id: 'offer',
  name: 'Offer',
  version: '1.0.0',
  description:
    'Offers the lead to partners. Where sold or unsold leads nowhere, the run ends there.',
  de: {
    name: 'Angebot',
    description:
      'Bietet den Lead Partnern an. Führt „verkauft“ oder „nicht verkauft“ nirgendwohin, endet der Lauf dort.',
  },
  icon: 'handshake',
  config: vine.object({
    strategy: vine.object({ use: vine.string() }).allowUnknownProperties().meta(strategyForm),
    assignments: vine
      .array(vine.string())
      .minLength(1)
      .distinct()
      .optional()
      .meta({ title: 'Assignments', control: 'assignments', de: { title: 'Zuordnungen' } }),
  }),

  ports: () => [
    { name: 'sold', required: false },
    { name: 'unsold', required: false },
  ],

  decide: (_lead, config) => ({
    offer: { strategy: config.strategy, assignments: config.assignments ?? null },
  }),
})
