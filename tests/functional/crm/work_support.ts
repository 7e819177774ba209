import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import type { Role } from '#accounts/models/membership'
import type User from '#accounts/models/user'
import { idsBefore } from '#shared/ids'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { followTrail } from '#notifications/trail/follow_trail'
import { followWatched } from '#notifications/trail/follow_watched'
import { as } from '#tests/functional/api/call'
import { askJson, makeUser } from '#tests/functional/pages/workspace'
import {
  SMALL_BLUEPRINT,
  type TestAccountOptions,
  makeAccount,
  someValues,
} from '#tests/helpers/make_account'

const MINUTE = 60_000

interface Place {
  role: Role
  entities?: string[]
  name?: string
}

/** An account with people by the names given, and a way to make leads. Everything that was to be told has been. */
export async function workAccount<N extends string>(
  team: Record<N, Role | Place>,
  options: TestAccountOptions = {}
) {
  // Whatever other tests left behind is told to their people.
  await followTrail(Date.now())
  await followWatched(Date.now() + 2 * MINUTE)
  await db.from('notice_cursors').update({ upto: idsBefore('evt', Date.now() - MINUTE) })
  const account = await makeAccount(options)
  const api = as(account.token)
  const people = {} as Record<N, User>
  for (const name of Object.keys(team) as N[]) {
    const wish: Place | Role = team[name]
    const place: Place = typeof wish === 'string' ? { role: wish } : wish
    const user = await makeUser(account.id, place.role)
    const { name: called = name as string, entities } = place
    await user.merge({ name: called }).save()
    if (entities)
      await db
        .from('memberships')
        .where({ account_id: account.id, user_id: user.id })
        .update({ entities: JSON.stringify(entities) })
    people[name] = user
  }
  return { ...account, api, people, lead: (values = {}) => newLead(api, 'solar', values) }
}

export async function newLead(api: ReturnType<typeof as>, entity: string, values: object = {}) {
  const { status, body } = await api.post('/leads', { entity, values: someValues(values as never) })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.id as string
}

/** Another entity of the same account, with leads that are sold to nobody. */
export async function addRoofs(accountId: string) {
  const [{ fields }] = SMALL_BLUEPRINT.entities
  const applied = await applyBlueprint(
    accountId,
    {
      sluice: 1,
      entities: [{ key: 'roof', name: 'Roof lead', stages: ['new'], fields }],
    },
    { actor: null }
  )
  if (!applied.ok) throw new Error(JSON.stringify(applied.problem))
}

export const eventsOf = async (leadId: string, type: string) =>
  (await db.from('events').where({ lead_id: leadId, type }).orderBy('id')).map((row) => ({
    actor: row.actor as string | null,
    data: JSON.parse(row.data) as Record<string, unknown>,
  }))

/** What somebody was told, in the words of the app, the oldest first. */
export async function toldTo(client: ApiClient, user: User) {
  const { notices } = (await askJson(client, 'get', '/notifications/search', user)).body()
  return (notices as { kind: string; title: string; href: string }[]).reverse()
}
