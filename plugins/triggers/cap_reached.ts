import { definePlugin, vine } from '#sdk'
import { isOf, pickedOrAny } from '#sdk/automation_settings'

interface Config {
  partner?: string
  profile?: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'trigger',
  id: 'cap_reached',
  name: 'Cap reached',
  version: '1.0.0',
  description: 'A partner has as many leads as it wanted.',
  de: { name: 'Limit erreicht', description: 'Ein Partner hat so viele Leads, wie er wollte.' },
  icon: 'gauge',
  config: vine.object({
    partner: pickedOrAny('partner'),
    profile: pickedOrAny('profile'),
  }),
  about: 'partner',
  events: ['cap.reached'],

  occurs: (happened, config) => (isOf(happened, config) ? {} : null),
})
