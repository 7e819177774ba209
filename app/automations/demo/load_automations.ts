import type { ConfigFailure } from '#distribution/configuration/types'
import { DEMO_OWNER } from '#distribution/demo/load_demo'
import type { Result } from '#shared/result'
import { publishAutomation, switchOn } from '#automations/kept/publish_automation'
import { findAutomation } from '#automations/kept/repository'
import { createAutomation } from '#automations/kept/save_automation'

const BY = { actor: 'demo' }

/** One that is on and only writes into the outbox, and one that is off and would sell. */
const DEMO = [
  {
    on: true,
    made: {
      key: 'tell-unsold',
      name: 'Tell us of unsold insurance leads',
      entity: 'insurance',
      document: {
        route: {
          start: 'trigger',
          nodes: {
            trigger: { type: 'unsold', ports: { out: 'wait' } },
            wait: { type: 'delay', minutes: 60, ports: { out: 'mail' } },
            mail: {
              type: 'email',
              to: 'address',
              address: DEMO_OWNER,
              subject: 'Not sold: lead {{ lead.id }}',
              text: 'Nobody took the lead {{ lead.id }} of {{ lead.source }}.',
            },
          },
          canvas: {
            nodes: {
              trigger: { x: -280, y: 0 },
              wait: { x: 0, y: 0, title: 'Wait an hour' },
              mail: { x: 320, y: 0 },
            },
          },
        },
      },
    },
  },
  {
    on: false,
    made: {
      key: 'sell-contacted',
      name: 'Sell once we talked to them',
      entity: 'insurance',
      document: {
        route: {
          start: 'trigger',
          nodes: {
            trigger: { type: 'stage_changed', to: 'contacted', ports: { out: 'hours' } },
            hours: {
              type: 'schedule',
              schedule: { hours: { 'mon-fri': ['09:00-18:00'] } },
              ports: { open: 'sell', closed: 'later' },
            },
            later: { type: 'delay', minutes: 720, ports: { out: 'sell' } },
            sell: { type: 'distribute', profile: 'insurance-germany' },
          },
        },
      },
    },
  },
]

/** Two automations for the demo account; those that are there already stay as they are. */
export async function loadDemoAutomations(accountId: string) {
  for (const { made, on } of DEMO) {
    if (await findAutomation(accountId, made.key)) continue
    worked(await createAutomation(accountId, made, BY))
    worked(await publishAutomation(accountId, made.key, BY))
    if (on) worked(await switchOn(accountId, made.key, BY))
  }
}

/** What the demo is made of fits together: else it is a fault of this version. */
function worked(done: Result<unknown, ConfigFailure>) {
  if (!done.ok) throw new Error(`the demo's automations: ${JSON.stringify(done.problem)}`)
}
