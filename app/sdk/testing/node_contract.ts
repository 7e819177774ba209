import assert from 'node:assert/strict'
import type { LeadView, NodeContext, NodeDecision, NodeType } from '#sdk'
import { type Case, type Check, commonChecks, readConfig } from '#sdk/testing/common_contract'
import { fakeContext, fakeLead } from '#sdk/testing/fakes'
import { callPurely, deepFreeze } from '#sdk/testing/purity'
import { assertDecision, assertPorts } from '#sdk/testing/shapes'

export interface NodeCase extends Case {
  lead?: LeadView
  context?: NodeContext
  /** The port the lead must leave by. */
  port?: string
  /** Or the whole decision that must come out. */
  decision?: NodeDecision
}

export function nodeContract<C>(plugin: NodeType<C>, cases: NodeCase[]): Check[] {
  const decide = (config: C, lead: LeadView, context: NodeContext) => {
    const ports = callPurely('ports()', () => plugin.ports(config))
    assertPorts(ports)
    const decision = callPurely('decide()', () => plugin.decide(deepFreeze(lead), config, context))
    assertDecision(decision, ports)
    return decision
  }
  return [
    ...commonChecks(plugin, 'node', cases),
    {
      title: 'decide() is pure and leaves by one of ports(), whatever the lead',
      run: async () => {
        const leads = [fakeLead(), fakeLead({}), fakeLead({ state: null }, { source: null })]
        for (const one of cases) {
          const config = await readConfig<C>(plugin, one)
          for (const lead of leads)
            for (const seed of ['lead_1:a', 'lead_2:a', 'lead_3:b'])
              for (const yes of [true, false])
                decide(config, lead, fakeContext({ matched: yes, open: yes, seed }))
        }
      },
    },
    ...cases.map((one) => ({
      title: one.title,
      run: async () => {
        const config = await readConfig<C>(plugin, one)
        const decision = decide(config, one.lead ?? fakeLead(), one.context ?? fakeContext())
        if (one.port !== undefined)
          assert.equal('port' in decision ? decision.port : undefined, one.port)
        if (one.decision) assert.deepEqual(decision, one.decision)
      },
    })),
  ]
}
