import { setTimeout as pause } from 'node:timers/promises'
import { api } from './api.js'
import { applyBlueprint } from './apply_blueprint.js'

const STAGED = 'staged_roof'
/** Each test moves its leads to stages of its own: nothing of another one is set off. */
const STAGES = ['new', 'qualified', 'closed', 'left', 'right', 'calling', 'resting', 'walked']

let staged: Promise<void> | null = null
/** An entity with stages and a profile of it that sells in the portal: both for automations alone. */
export const stagedEntity = () =>
  (staged ??= applyBlueprint({
    entities: [
      {
        ...{ key: STAGED, name: 'Roof lead', stages: STAGES },
        fields: [
          { key: 'name', label: 'Name', type: 'text' },
          { key: 'email', label: 'E-mail', type: 'email', required: true },
          { key: 'state', label: 'State', type: 'select', options: ['CA', 'NV'] },
        ],
      },
    ],
    profiles: [
      {
        ...{ key: 'roof-us', name: 'Roof US', entity: STAGED, trigger: 'manual', price: '30.00' },
        strategy: { use: 'first_match' },
        assignments: [{ key: 'roof-sunco', partner: 'sunco', delivery: { use: 'portal' } }],
      },
    ],
  }).then(() => undefined))

type Nodes = Record<string, { type: string; [setting: string]: unknown }>

/** Makes an automation of roof leads by the API, live and on. */
export async function automate(key: string, nodes: Nodes) {
  await stagedEntity()
  const document = { route: { start: Object.keys(nodes)[0], nodes } }
  await api('POST', '/automations', { key, name: `Auto ${key}`, entity: STAGED, document })
  await api('POST', `/automations/${key}/publish`)
  await api('POST', `/automations/${key}/on`)
}

export async function roofLead(values: Record<string, unknown> = {}): Promise<string> {
  await stagedEntity()
  const email = `roof${Date.now()}${Math.random().toString(36).slice(2)}@mail.example`
  const { id } = await api('POST', '/leads', {
    ...{ entity: STAGED, source: 'browser-test', stage: 'new' },
    values: { name: 'Rita Roof', email, state: 'CA', ...values },
  })
  return id
}

export const move = (lead: string, stage: string) => api('PATCH', `/leads/${lead}`, { stage })

/** The newest run of an automation, once it stands as is asked for. */
export async function runOf(key: string, status: string): Promise<{ id: string }> {
  for (const end = Date.now() + 20_000; ;) {
    const { data } = await api('GET', `/automations/${key}/runs`)
    const found = data.find((one: { status: string }) => one.status === status)
    if (found) return found
    if (Date.now() > end) throw new Error(`no run is ${status}: ${JSON.stringify(data)}`)
    await pause(150)
  }
}

let own: Promise<string> | null = null
/** One with a version; resolves with its key. */
export const ownAutomation = () =>
  (own ??= (async () => {
    const key = 'walked-automation'
    await automate(key, {
      trigger: { type: 'stage_changed', to: 'walked', ports: { out: 'rita' } },
      rita: { type: 'assign', assignee: 'rita@roof.example' },
    })
    return key
  })())

let ran: Promise<string> | null = null
/** The address of a run of it. */
export const automationRun = () =>
  (ran ??= (async () => {
    const key = await ownAutomation()
    await move(await roofLead(), 'walked')
    return `/automation-runs/${(await runOf(key, 'done')).id}`
  })())
