import { type ConditionTrace, type Rule, definePlugin, vine } from '#sdk'

const casesForm = { title: 'Cases', de: { title: 'Fälle' } }

/**
 * Leaves by the port of the first case whose rule matches, else by `otherwise`:
 * `cases: [{ port: west, rule: { field: state, operator: in, value: [CA, NV] } }]`. Cases may share a port.
 */
export default definePlugin<{ cases: { port: string; rule: Rule }[] }>({
  api: 1,
  kind: 'node',
  id: 'switch',
  name: 'Switch',
  version: '1.0.0',
  description: 'Sends the lead down the first way whose rule it matches.',
  de: {
    name: 'Weiche',
    description: 'Schickt den Lead den ersten Weg, dessen Regel er erfüllt.',
  },
  icon: 'list-tree',
  branches: true,
  config: vine.object({
    cases: vine
      .array(
        vine.object({
          port: vine
            .string()
            .minLength(1)
            .maxLength(64)
            .meta({ title: 'Way', de: { title: 'Weg' } }),
          rule: vine.any().meta({ title: 'Rule', control: 'rule', de: { title: 'Regel' } }),
        })
      )
      .minLength(1)
      .meta(casesForm),
  }),

  ports: (config) =>
    [...new Set([...config.cases.map((one) => one.port), 'otherwise'])].map((name) => ({
      name,
      required: true,
    })),

  decide(_lead, config, context) {
    const conditions: ConditionTrace[] = []
    for (const { port, rule } of config.cases) {
      const answer = context.judge(rule)
      conditions.push(...answer.conditions)
      if (answer.matched) return { port, detail: { conditions } }
    }
    return { port: 'otherwise', detail: { conditions } }
  },
})
