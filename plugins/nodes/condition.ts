import { type Rule, definePlugin, vine } from '#sdk'

/** Leaves by `yes` when the lead matches the rule, else by `no`. */
export default definePlugin<{ rule: Rule }>({
  api: 1,
  kind: 'node',
  id: 'condition',
  name: 'Condition',
  version: '1.0.0',
  description: 'Asks one question about the lead: yes or no.',
  de: { name: 'Bedingung', description: 'Stellt eine Frage zum Lead: ja oder nein.' },
  icon: 'split',
  branches: true,
  config: vine.object({
    rule: vine.any().meta({ title: 'Rule', control: 'rule', de: { title: 'Regel' } }),
  }),

  ports: () => [
    { name: 'yes', required: true },
    { name: 'no', required: true },
  ],

  decide(_lead, config, context) {
    const { matched, conditions } = context.judge(config.rule)
    return { port: matched ? 'yes' : 'no', detail: { conditions } }
  },
})
