import db from '@adonisjs/lucid/services/db'
import type { Role } from '#accounts/models/membership'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { newId } from '#shared/ids'
import { insider } from '#tests/functional/accounts/support/team'
import { type FullAccount, fullAccount } from '#tests/functional/authorization/world'
import { pageVersion } from '#tests/functional/pages/workspace'
import { SMALL_BLUEPRINT, someValues } from '#tests/helpers/make_account'
import type { Visitor } from '#tests/helpers/visitor'

/** In every name and value of the entity that must not be seen. */
export const MARK = 'zzhidden'

/** Beside the solar leads of a full account, all of them marked: roofs, one sold for 7.00. */
export async function twoEntities() {
  const home = await fullAccount()
  const [{ fields }] = SMALL_BLUEPRINT.entities
  const applied = await applyBlueprint(
    home.id,
    {
      sluice: 1,
      entities: [{ key: 'roof', name: 'Roof lead', stages: ['new'], fields }],
      profiles: [
        {
          ...{ key: 'roof-us', name: 'Roof US', entity: 'roof', trigger: 'on_arrival' },
          ...{ price: '7.00', strategy: { use: 'first_match' } },
          assignments: [
            {
              key: 'sunco-roof',
              partner: 'sunco',
              delivery: { use: 'portal', accept_reject: false },
            },
          ],
        },
      ],
    },
    { actor: null }
  )
  if (!applied.ok) throw new Error(JSON.stringify(applied.problem))
  const { api } = home
  for (const [path, name] of [
    ['/entities/solar', `${MARK} entity`],
    ['/profiles/solar-us', `${MARK} profile`],
    ['/forms/quote', `${MARK} form`],
  ]) {
    const { status, body } = await api.patch(path, { name })
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
  }
  const hidden = await post(home, 'solar', { email: `${MARK}-${Date.now()}@example.com` })
  const roof = await post(home, 'roof', {})
  await api.post('/returns', { delivery: hidden.delivery, reason: 'invalid_phone', note: MARK })
  const view = { name: `${MARK} view`, filter: { entity: 'solar' }, sort: 'newest', shared: true }
  await home.owner.visitor.json('POST', '/leads/views', view)
  return { home, hidden, roof }
}

async function post({ api }: FullAccount, entity: string, values: object) {
  const source = entity === 'solar' ? `${MARK}-source` : 'roof-source'
  const sent = { entity, source, values: someValues(values as never) }
  const { body, status } = await api.post('/leads', sent, { prefer: 'wait=10' })
  if (status >= 300) throw new Error(JSON.stringify(body))
  const [run] = body.distributions
  return { id: body.id as string, run: run.id as string, delivery: run.deliveries[0].id as string }
}

/** Somebody whose place is limited, and a notice of the hidden profile they were told before. */
export async function limitedMate(accountId: string, role: Role, entities: string[]) {
  const mate = await insider(accountId, role)
  await db
    .from('memberships')
    .where('id', mate.id)
    .update({ entities: JSON.stringify(entities) })
  return mate
}

/** Tells somebody that a profile reached a cap. */
export async function tellOfCap(accountId: string, userId: string, profile: string) {
  const row = await db.from('profiles').where({ account_id: accountId, key: profile }).firstOrFail()
  const [id, at] = [newId('ntc'), Date.now()]
  const data = { profile: row.id, assignment: 'x', scope: 'assignment', window: 'day', limit: 5 }
  await db.table('notices').insert({
    ...{ id, account_id: accountId, kind: 'cap_reached', subject: id, period: 'p', at },
    data: JSON.stringify(data),
  })
  await db.table('notice_copies').insert({
    ...{ notice_id: id, user_id: userId, account_id: accountId, kind: 'cap_reached' },
    ...{ shown: true, told_at: at },
  })
  return id
}

/** A request as a page makes it, with everything that comes after its page: its status and all of its text. */
export async function readAll(visitor: Visitor, method: string, path: string, body?: object) {
  const query = method === 'GET' && body ? `?${new URLSearchParams(body as never)}` : ''
  const page = {
    'accept': 'application/json',
    'x-inertia': 'true',
    'x-inertia-version': await pageVersion(),
  }
  const ask = (headers: Record<string, string>) =>
    visitor.send(method, path + query, {
      ...(method !== 'GET' && { values: body ?? {} }),
      headers,
    })
  const answer = await ask(page)
  let text = textOf(answer.body)
  const { component, deferredProps } = (answer.body ?? {}) as {
    component?: string
    deferredProps?: Record<string, string[]>
  }
  for (const names of Object.values(deferredProps ?? {})) {
    const partial = {
      'x-inertia-partial-component': component!,
      'x-inertia-partial-data': names.join(','),
    }
    text += textOf((await ask({ ...page, ...partial })).body)
  }
  return { status: answer.status, text, body: answer.body }
}

const textOf = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body ?? ''))
