import { definePlugin, vine } from '#sdk'

interface Config {
  source?: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'trigger',
  id: 'lead_created',
  name: 'Lead created',
  version: '1.0.0',
  description: 'A new lead came in.',
  de: { name: 'Lead angelegt', description: 'Ein neuer Lead ist eingegangen.' },
  icon: 'inbox',
  config: vine.object({
    source: vine
      .string()
      .minLength(1)
      .maxLength(255)
      .optional()
      .meta({
        title: 'Source',
        description: 'Empty: any.',
        de: { title: 'Quelle', description: 'Leer: gleich welche.' },
      }),
  }),
  about: 'lead',
  events: ['lead.received'],

  occurs: ({ lead }, { source }) =>
    lead && (source === undefined || lead.source === source) ? {} : null,
})
