import { definePlugin, vine } from '#sdk'
import { pickedOrAny } from '#sdk/automation_settings'

interface Config {
  from?: string
  to?: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'trigger',
  id: 'stage_changed',
  name: 'Stage changed',
  version: '1.0.0',
  description: 'A lead was moved to another stage.',
  de: { name: 'Phase geändert', description: 'Ein Lead wurde in eine andere Phase gesetzt.' },
  icon: 'move-right',
  config: vine.object({
    to: pickedOrAny('stage', { title: { en: 'To', de: 'Nach' } }),
    from: pickedOrAny('stage', { title: { en: 'From', de: 'Von' } }),
  }),
  about: 'lead',
  events: ['lead.stage_changed'],

  occurs: ({ data }, { from, to }) =>
    (to === undefined || data.to === to) && (from === undefined || data.from === from) ? {} : null,
})
