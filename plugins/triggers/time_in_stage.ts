import { definePlugin, vine } from '#sdk'
import { picked } from '#sdk/automation_settings'

interface Config {
  stage: string
  minutes: number
}

export default definePlugin<Config>({
  api: 1,
  kind: 'trigger',
  id: 'time_in_stage',
  name: 'Time in stage',
  version: '1.0.0',
  description: 'A lead has stood at a stage for so long.',
  de: { name: 'Zeit in Phase', description: 'Ein Lead steht so lange in einer Phase.' },
  icon: 'hourglass',
  config: vine.object({
    stage: picked('stage'),
    minutes: vine
      .number()
      .withoutDecimals()
      .range([1, 527_040])
      .meta({
        title: 'For',
        control: 'minutes',
        description: 'Counted from when the lead comes to the stage while the automation is on.',
        de: {
          title: 'Seit',
          description:
            'Gezählt ab dem Moment, in dem der Lead in die Phase kommt, während die Automation an ist.',
        },
      }),
  }),
  about: 'lead',
  events: ['lead.received', 'lead.stage_changed'],

  occurs({ type, data, lead }, { stage, minutes }) {
    const reached = type === 'lead.received' ? lead?.stage === stage : data.to === stage
    return reached ? { after_seconds: minutes * 60, while: { stage } } : null
  },
})
