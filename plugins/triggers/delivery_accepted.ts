import { definePlugin, vine } from '#sdk'
import { isOf, pickedOrAny } from '#sdk/automation_settings'

interface Config {
  partner?: string
  profile?: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'trigger',
  id: 'delivery_accepted',
  name: 'Delivery accepted',
  version: '1.0.0',
  description: 'A partner took the lead.',
  de: { name: 'Zustellung angenommen', description: 'Ein Partner hat den Lead genommen.' },
  icon: 'circle-check',
  config: vine.object({
    partner: pickedOrAny('partner'),
    profile: pickedOrAny('profile'),
  }),
  about: 'lead',
  events: ['delivery.accepted', 'delivery.sent'],

  occurs: (happened, config) => (isOf(happened, config) ? {} : null),
})
