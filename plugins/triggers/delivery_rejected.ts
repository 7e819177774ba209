import { definePlugin, vine } from '#sdk'
import { isOf, pickedOrAny } from '#sdk/automation_settings'

interface Config {
  partner?: string
  profile?: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'trigger',
  id: 'delivery_rejected',
  name: 'Delivery rejected',
  version: '1.0.0',
  description: 'A partner rejected the lead.',
  de: { name: 'Zustellung abgelehnt', description: 'Ein Partner hat den Lead abgelehnt.' },
  icon: 'circle-x',
  config: vine.object({
    partner: pickedOrAny('partner'),
    profile: pickedOrAny('profile'),
  }),
  about: 'lead',
  events: ['delivery.rejected'],

  occurs: (happened, config) => (isOf(happened, config) ? {} : null),
})
