import { as } from '#tests/functional/api/call'
import {
  SMALL_BLUEPRINT,
  type TestAccount,
  makeAccount,
  someValues,
} from '#tests/helpers/make_account'

export const PIPELINES = [
  {
    key: 'sales',
    name: 'Sales',
    stages: [
      { key: 'new', color: 'blue' },
      { key: 'qualified', color: 'violet' },
      { key: 'lost', color: 'red', kind: 'lost' },
    ],
  },
  { key: 'care', name: 'Care', stages: [{ key: 'visit', name: 'Site visit', color: 'amber' }] },
]

/** The usual account with two pipelines, and a profile that sells by the stage "qualified". */
export const boardAccount = async (more: object = {}): Promise<TestAccount> => {
  const [entity] = SMALL_BLUEPRINT.entities
  const [profile] = SMALL_BLUEPRINT.profiles
  const { stages, ...rest } = entity
  return makeAccount({
    blueprint: {
      ...SMALL_BLUEPRINT,
      entities: [{ ...rest, pipelines: PIPELINES }],
      profiles: [{ ...profile, trigger: { stage: 'qualified' } }],
      ...more,
    } as never,
  })
}

let made = 0
/** A lead of the account; answers its id. */
export async function aLead(account: TestAccount, more: object = {}): Promise<string> {
  const values = someValues({ email: `card-${++made}-${account.key}@mail.example` } as never)
  const answer = await as(account.token).post('/leads', { entity: 'solar', values, ...more })
  if (!answer.body.id) throw new Error(JSON.stringify(answer.body))
  return answer.body.id as string
}
