import { definePlugin, vine } from '#sdk'

/** Changes the lead's values for the rest of the route. A failing script holds the lead. */
export default definePlugin<{ code: string }>({
  api: 1,
  kind: 'node',
  id: 'transform',
  name: 'Transform',
  version: '1.0.0',
  description: 'Runs a script on the lead: export default (lead) => ({ ...lead }).',
  de: {
    name: 'Umformung',
    description: 'Führt ein Skript auf dem Lead aus: export default (lead) => ({ ...lead }).',
  },
  icon: 'braces',
  config: vine.object({
    code: vine
      .string()
      .maxLength(65_536)
      .meta({ title: 'Script', control: 'code', de: { title: 'Skript' } }),
  }),

  ports: () => [{ name: 'out', required: true }],

  decide: (_lead, config) => ({ transform: { code: config.code } }),
})
