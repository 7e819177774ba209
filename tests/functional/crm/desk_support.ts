import { setTimeout as pause } from 'node:timers/promises'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import { type TestAccount, SMALL_BLUEPRINT, someValues } from '#tests/helpers/make_account'

const [solar] = SMALL_BLUEPRINT.entities

/** The usual account with stages, tags, and a profile that a stage sets off. */
export const DESK = {
  ...SMALL_BLUEPRINT,
  entities: [{ ...solar, stages: ['new', 'qualified', 'won'] }],
  tags: [
    { key: 'hot', name: 'Hot', color: 'red' },
    { key: 'call', name: 'Call back' },
  ],
  profiles: [
    { ...SMALL_BLUEPRINT.profiles[0], trigger: 'manual' },
    {
      ...SMALL_BLUEPRINT.profiles[0],
      ...{ key: 'winners', name: 'Winners', trigger: { stage: 'won' } },
      filter: { all: [] },
      assignments: [
        {
          ...{ key: 'sunco-won', partner: 'sunco', price: '5.00' },
          delivery: { use: 'portal', accept_reject: false },
        },
      ],
    },
  ],
}

export async function send(account: TestAccount, values: object = {}, more: object = {}) {
  const body = { entity: 'solar', values: someValues(values as never), ...more }
  const answer = await as(account.token).post('/leads', body)
  return answer.body.id as string
}

export const patch = (account: TestAccount, id: string, change: object) =>
  as(account.token).patch(`/leads/${id}`, change)

/** Lines of the trail about a lead, oldest first. */
export async function trailOf(
  leadId: string,
  type: string
): Promise<({ actor: string | null } & Record<string, unknown>)[]> {
  const rows = await store.all(
    'select actor, data from events where lead_id = ? and type = ? order by id',
    [leadId, type]
  )
  return rows.map((row) => ({
    actor: row.actor as string | null,
    ...(JSON.parse(row.data as string) as Record<string, unknown>),
  }))
}

/** A job, once it has ended. */
export async function endedChange(account: TestAccount, id: string) {
  for (let tries = 0; tries < 800; tries++) {
    const { body } = await as(account.token).get(`/leads/changes/${id}`)
    if (body.status !== 'running') return body
    await pause(25)
  }
  throw new Error('the job did not end')
}

/** Begins a change and waits for its end. */
export async function changeMany(account: TestAccount, body: object) {
  const begun = await as(account.token).post('/leads/changes', body)
  if (begun.status !== 202) throw new Error(JSON.stringify(begun.body))
  return endedChange(account, begun.body.id as string)
}
