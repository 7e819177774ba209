import { definePlugin, vine } from '#sdk'

interface Config {
  assignee?: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'action',
  id: 'assign',
  name: 'Assign',
  version: '1.0.0',
  description: 'Gives the lead to somebody, or to nobody.',
  de: { name: 'Zuweisen', description: 'Gibt den Lead jemandem, oder niemandem.' },
  icon: 'user-check',
  config: vine.object({
    assignee: vine
      .string()
      .minLength(1)
      .maxLength(255)
      .optional()
      .meta({
        title: 'To',
        control: 'member',
        description: 'An e-mail address or a name. Empty: nobody.',
        de: { title: 'An', description: 'Eine E-Mail-Adresse oder ein Name. Leer: niemand.' },
      }),
  }),
  about: 'lead',

  prepare: (_view, { assignee }) => ({ do: 'assign', assignee: assignee ?? null }),
})
