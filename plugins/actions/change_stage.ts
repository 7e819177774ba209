import { definePlugin, vine } from '#sdk'
import { picked } from '#sdk/automation_settings'

interface Config {
  stage: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'action',
  id: 'change_stage',
  name: 'Change stage',
  version: '1.0.0',
  description: 'Moves the lead to a stage.',
  de: { name: 'Phase ändern', description: 'Setzt den Lead in eine Phase.' },
  icon: 'move-right',
  config: vine.object({
    stage: picked('stage'),
  }),
  about: 'lead',

  prepare: (_view, { stage }) => ({ do: 'stage', stage }),
})
