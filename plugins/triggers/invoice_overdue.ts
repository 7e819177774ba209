import { definePlugin, vine } from '#sdk'
import { isOf, pickedOrAny } from '#sdk/automation_settings'

interface Config {
  partner?: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'trigger',
  id: 'invoice_overdue',
  name: 'Invoice overdue',
  version: '1.0.0',
  description: 'A partner has not paid an invoice in time.',
  de: {
    name: 'Rechnung überfällig',
    description: 'Ein Partner hat eine Rechnung nicht rechtzeitig bezahlt.',
  },
  icon: 'calendar-clock',
  config: vine.object({
    partner: pickedOrAny('partner'),
  }),
  about: 'partner',
  events: ['invoice.overdue'],

  occurs: (happened, config) => (isOf(happened, config) ? {} : null),
})
