import { definePlugin, vine } from '#sdk'

interface Config {
  minutes: number
}

export default definePlugin<Config>({
  api: 1,
  kind: 'action',
  id: 'delay',
  name: 'Delay',
  version: '1.0.0',
  description: 'Waits before it goes on, also over a restart.',
  de: {
    name: 'Warten',
    description: 'Wartet, bevor es weitergeht, auch über einen Neustart hinweg.',
  },
  icon: 'timer',
  config: vine.object({
    minutes: vine
      .number()
      .withoutDecimals()
      .range([1, 527_040])
      .meta({
        title: 'For',
        control: 'minutes',
        de: { title: 'Für' },
      }),
  }),
  about: 'any',

  prepare: (_view, { minutes }) => ({ do: 'wait', seconds: minutes * 60 }),
})
