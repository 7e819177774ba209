import { definePlugin, vine } from '#sdk'
import { pickedOrAny } from '#sdk/automation_settings'

interface Config {
  partner?: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'action',
  id: 'pause_partner',
  name: 'Pause partner',
  version: '1.0.0',
  description: 'Stops a partner everywhere at once.',
  de: { name: 'Partner pausieren', description: 'Hält einen Partner überall sofort an.' },
  icon: 'circle-pause',
  config: vine.object({
    partner: pickedOrAny('partner', {
      empty: { en: 'the one it is about', de: 'der, um den es geht' },
    }),
  }),
  about: 'any',

  prepare: (_view, { partner }) => ({ do: 'pause_partner', partner: partner ?? null }),
})
