import { definePlugin, vine } from '#sdk'
import { isOf, pickedOrAny } from '#sdk/automation_settings'

interface Config {
  profile?: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'trigger',
  id: 'unsold',
  name: 'Unsold',
  version: '1.0.0',
  description: 'A distribution ended and nobody took the lead.',
  de: {
    name: 'Nicht verkauft',
    description: 'Eine Verteilung endete, und niemand hat den Lead genommen.',
  },
  icon: 'package-x',
  config: vine.object({
    profile: pickedOrAny('profile'),
  }),
  about: 'lead',
  events: ['distribution.finished'],

  occurs: (happened, config) =>
    happened.data.status === 'unsold' && isOf(happened, config) ? {} : null,
})
