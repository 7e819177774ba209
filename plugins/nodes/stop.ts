import { definePlugin, vine } from '#sdk'

/** Ends the run: `unsold`, or `held` for a person to look at. */
export default definePlugin<{ status: 'unsold' | 'held'; reason?: string }>({
  api: 1,
  kind: 'node',
  id: 'stop',
  name: 'Stop',
  version: '1.0.0',
  description: 'Ends the run here.',
  de: { name: 'Ende', description: 'Beendet den Lauf hier.' },
  icon: 'octagon-x',
  config: vine.object({
    status: vine.enum(['unsold', 'held']).meta({
      title: 'Status',
      labels: { unsold: 'Unsold', held: 'Held for a person' },
      de: { labels: { unsold: 'Nicht verkauft', held: 'Angehalten, bis jemand entscheidet' } },
    }),
    reason: vine
      .string()
      .maxLength(200)
      .optional()
      .meta({ title: 'Reason', de: { title: 'Grund' } }),
  }),

  ports: () => [],

  decide: (_lead, config) => ({
    stop: config.status,
    detail: config.reason ? { reason: config.reason } : {},
  }),
})
