/* New plugins of automations; words in capitals are filled in by `pluginTemplate`. */

export const TRIGGER = `
import { definePlugin, vine } from '#sdk'

interface Config {
  source: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'trigger',
  id: 'ID',
  name: 'NAME',
  version: '1.0.0',
  description: 'A lead came in from one source.',
  icon: 'inbox',
  config: vine.object({
    source: vine.string().minLength(1).meta({ title: 'Source' }),
  }),
  about: 'lead',
  events: ['lead.received'],

  occurs: ({ lead }, config) => (lead?.source === config.source ? {} : null),
})
`

export const ACTION = `
import { definePlugin, vine } from '#sdk'

interface Config {
  stage: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'action',
  id: 'ID',
  name: 'NAME',
  version: '1.0.0',
  description: 'Moves the lead to a stage.',
  icon: 'move-right',
  config: vine.object({
    stage: vine.string().minLength(1).meta({ title: 'Stage', control: 'stage' }),
  }),
  about: 'lead',

  prepare: (_view, config) => ({ do: 'stage', stage: config.stage }),
})
`
