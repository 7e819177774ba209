import { definePlugin, vine } from '#sdk'
import { isOf, pickedOrAny } from '#sdk/automation_settings'

interface Config {
  partner?: string
  profile?: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'trigger',
  id: 'delivery_returned',
  name: 'Delivery returned',
  version: '1.0.0',
  description: 'A sold lead was given back.',
  de: { name: 'Zustellung zurückgegeben', description: 'Ein verkaufter Lead wurde zurückgegeben.' },
  icon: 'undo-2',
  config: vine.object({
    partner: pickedOrAny('partner'),
    profile: pickedOrAny('profile'),
  }),
  about: 'lead',
  events: ['delivery.returned'],

  occurs: (happened, config) => (isOf(happened, config) ? {} : null),
})
