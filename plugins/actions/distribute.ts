import { definePlugin, vine } from '#sdk'
import { picked } from '#sdk/automation_settings'

interface Config {
  profile: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'action',
  id: 'distribute',
  name: 'Distribute',
  version: '1.0.0',
  description: 'Runs a profile on the lead.',
  de: { name: 'Verteilen', description: 'Lässt ein Profil auf den Lead los.' },
  icon: 'route',
  config: vine.object({
    profile: picked('profile'),
  }),
  about: 'lead',

  prepare: (_view, { profile }) => ({ do: 'distribute', profile }),
})
