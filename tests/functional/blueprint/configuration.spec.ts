import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import {
  createConfig,
  deleteConfig,
  getConfig,
  listConfig,
  updateConfig,
} from '#distribution/configuration/configuration'
import { publishProfile, revertProfile } from '#distribution/configuration/publish_profile'
import { saveDraft } from '#distribution/configuration/save_draft'
import { getProfileVersion, listProfileVersions } from '#distribution/configuration/versions'
import { loadPartnerById } from '#partners/repository'
import { loadLive, loadProfile, loadProfileById } from '#routing/repository'
import { setAssignmentPaused, setProfilePaused } from '#routing/pause'
import { newId } from '#shared/ids'
import type { Account } from '#accounts/types'
import { apply, newAccount, solar } from './new_account.js'

const me = { actor: 'test' }
const DONE = { ok: true, value: null }

async function withSolar() {
  const account = await newAccount({ currency: 'EUR' })
  await apply(account, await solar())
  return account
}

/** A distribution of a lead, as far as configuration cares. */
async function routeALead(account: Account) {
  const profile = (await loadProfile(account.id, 'solar-us'))!
  const at = { created_at: 1, updated_at: 1 }
  const lead = newId('lead')
  await db.table('leads').insert({
    id: lead,
    account_id: account.id,
    entity_id: profile.entityId,
    status: 'sold',
    values: '{}',
    ...at,
  })
  await db.table('distributions').insert({
    id: newId('dist'),
    account_id: account.id,
    lead_id: lead,
    lead_revision: 1,
    profile_id: profile.id,
    trigger: 'api',
    status: 'sold',
    currency: 'EUR',
    created_at: 1,
  })
  return profile
}

test.group('configuration by key', () => {
  test('makes, changes, lists and deletes partners', async ({ assert }) => {
    const account = await newAccount()
    const made = await createConfig(
      account.id,
      'partners',
      { key: 'a', name: 'A', caps: { day: 1 } },
      me
    )
    assert.isTrue(made.ok)
    assert.deepInclude(made.ok && made.value, {
      key: 'a',
      name: 'A',
      caps: { day: 1 },
      time_zone: 'UTC',
    })
    assert.deepEqual(await createConfig(account.id, 'partners', { key: 'a', name: 'B' }, me), {
      ok: false,
      problem: { type: 'conflict', message: '"a" exists already' },
    })

    const changed = await updateConfig(
      account.id,
      'partners',
      'a',
      { caps: { week: 5 }, email: 'a@b.co' },
      me
    )
    assert.deepInclude(changed.ok && changed.value, {
      name: 'A',
      caps: { week: 5 },
      email: 'a@b.co',
    })
    const without = await updateConfig(account.id, 'partners', 'a', { email: null }, me)
    assert.notProperty(without.ok && without.value, 'email')
    // What was read may be sent back as it is.
    const same = await updateConfig(
      account.id,
      'partners',
      'a',
      await getConfig(account.id, 'partners', 'a'),
      me
    )
    assert.isTrue(same.ok)

    for (const key of ['b', 'c', 'd'])
      await createConfig(account.id, 'partners', { key, name: key }, me)
    const page = await listConfig(account.id, 'partners', { limit: 3 })
    assert.deepEqual(
      page.data.map(({ key }) => key),
      ['a', 'b', 'c']
    )
    const rest = await listConfig(account.id, 'partners', { limit: 3, cursor: page.nextCursor })
    assert.deepEqual(
      rest.data.map(({ key }) => key),
      ['d']
    )
    assert.isNull(rest.nextCursor)

    assert.deepEqual(await deleteConfig(account.id, 'partners', 'a', me), { ok: true, value: null })
    assert.isNull(await getConfig(account.id, 'partners', 'a'))
    assert.deepEqual(await deleteConfig(account.id, 'partners', 'a', me), {
      ok: false,
      problem: { type: 'not_found' },
    })
  })

  test('refusals carry the path within the object', async ({ assert }) => {
    const account = await withSolar()
    const wrong = await updateConfig(
      account.id,
      'profiles',
      'solar-us',
      { assignments: [{ key: 'x', price: 'dear' }] },
      me
    )
    assert.deepEqual(
      !wrong.ok &&
        wrong.problem.type === 'invalid' &&
        wrong.problem.problems.map(({ field }) => field),
      ['assignments[0].partner', 'assignments[0].price', 'assignments[0].delivery']
    )
    const renamed = await updateConfig(account.id, 'partners', 'sunco', { key: 'moonco' }, me)
    assert.equal(!renamed.ok && renamed.problem.type, 'invalid')
    for (const input of [null, 'x', [], {}]) {
      const made = await createConfig(account.id, 'entities', input, me)
      assert.equal(!made.ok && made.problem.type, 'invalid', JSON.stringify(input))
    }
    const missing = await updateConfig(account.id, 'entities', 'wind', { name: 'x' }, me)
    assert.deepEqual(missing, { ok: false, problem: { type: 'not_found' } })
  })

  test('what is in use is not deleted', async ({ assert }) => {
    const account = await withSolar()
    for (const [kind, key] of [
      ['partners', 'sunco'],
      ['entities', 'solar'],
    ] as const) {
      const refused = await deleteConfig(account.id, kind, key, me)
      assert.equal(!refused.ok && refused.problem.type, 'conflict')
    }
    await routeALead(account)
    assert.deepEqual(await deleteConfig(account.id, 'profiles', 'solar-us', me), DONE)
    const withLeads = await deleteConfig(account.id, 'entities', 'solar', me)
    assert.equal(!withLeads.ok && withLeads.problem.type, 'conflict')
  })

  test('what has history is hidden, and comes back as itself', async ({ assert }) => {
    const account = await withSolar()
    const profile = await routeALead(account)
    assert.deepEqual(await deleteConfig(account.id, 'profiles', 'solar-us', me), DONE)
    assert.isNull(await getConfig(account.id, 'profiles', 'solar-us'))
    assert.equal((await loadProfileById(account.id, profile.id))!.key, 'solar-us')
    assert.deepEqual(await deleteConfig(account.id, 'partners', 'sunco', me), DONE)
    await apply(account, await solar())
    const back = await loadProfile(account.id, 'solar-us')
    assert.equal(back!.id, profile.id)
    assert.equal((await loadLive(account.id, profile.id))!.number, 2)
  })

  test('a deleted partner without deliveries is gone for good', async ({ assert }) => {
    const account = await newAccount()
    const made = await createConfig(account.id, 'partners', { key: 'a', name: 'A' }, me)
    await deleteConfig(account.id, 'partners', 'a', me)
    assert.isNull(await loadPartnerById(account.id, made.ok ? made.value.id : ''))
  })

  test('profiles change form, and pauses can be taken away', async ({ assert }) => {
    const account = await withSolar()
    const route = { start: 'o', nodes: { o: { type: 'offer', strategy: { use: 'send_to_all' } } } }
    const long = await updateConfig(account.id, 'profiles', 'solar-us', { route, paused: true }, me)
    assert.deepInclude(long.ok && long.value, { route, paused: true, version: 2 })
    assert.notProperty(long.ok && long.value, 'strategy')
    const short = await updateConfig(
      account.id,
      'profiles',
      'solar-us',
      { strategy: { use: 'first_match' }, paused: null },
      me
    )
    assert.deepInclude(short.ok && short.value, {
      strategy: { use: 'first_match' },
      paused: false,
      version: 3,
    })
    assert.isTrue(await setProfilePaused(account.id, 'solar-us', true, 'test'))
    assert.isTrue(await setAssignmentPaused(account.id, 'solar-us', 'sunco-ca', true, 'test'))
    assert.isFalse(await setAssignmentPaused(account.id, 'solar-us', 'nobody', true, 'test'))
    assert.isTrue((await loadProfile(account.id, 'solar-us'))!.paused)
  })
})

test.group('versions of a profile', () => {
  test('a draft is kept apart until it is published', async ({ assert }) => {
    const account = await withSolar()
    const draft = await saveDraft(
      account.id,
      'solar-us',
      { price: '30.00', filter: { field: 'wind', operator: 'is_true' } },
      me
    )
    assert.deepEqual(draft.ok && draft.value.problems.map(({ field }) => field), ['filter.field'])
    assert.deepEqual(
      (await listProfileVersions(account.id, 'solar-us'))!.map(({ version, status, live }) => [
        version,
        status,
        live,
      ]),
      [
        [0, 'draft', false],
        [1, 'published', true],
      ]
    )
    const refused = await publishProfile(account.id, 'solar-us', me)
    assert.equal(!refused.ok && refused.problem.type, 'invalid')
    await saveDraft(account.id, 'solar-us', { price: '30.00' }, me)
    const published = await publishProfile(account.id, 'solar-us', me)
    assert.deepInclude(published.ok && published.value, {
      version: 2,
      live: true,
      status: 'published',
      created_by: 'test',
    })
    assert.equal((await getProfileVersion(account.id, 'solar-us', 2))!.document.price, '30.00')
    assert.isNull(await getProfileVersion(account.id, 'solar-us', 0))
    const nothing = await publishProfile(account.id, 'solar-us', me)
    assert.equal(nothing.ok && nothing.value.version, 2)
  })

  test('a secret in a draft is stored as a secret', async ({ assert }) => {
    const account = await withSolar()
    const document = await solar()
    const [assignment] = document.profiles[0].assignments
    assignment.delivery.headers = { 'X-Api-Key': 'draft-secret' }
    await saveDraft(account.id, 'solar-us', { assignments: [assignment] }, me)
    const draft = await getProfileVersion(account.id, 'solar-us', 0)
    assert.notInclude(JSON.stringify(draft), 'draft-secret')
    const published = await publishProfile(account.id, 'solar-us', me)
    assert.isTrue(published.ok)
  })

  test('revert makes an old version live again, and the next one is a new number', async ({
    assert,
  }) => {
    const account = await withSolar()
    await publishProfile(account.id, 'solar-us', me, { price: '21.00' })
    const reverted = await revertProfile(account.id, 'solar-us', 1, me)
    assert.deepInclude(reverted.ok && reverted.value, { version: 1, live: true })
    assert.equal((await getConfig(account.id, 'profiles', 'solar-us'))!.price, '20.00')
    const next = await publishProfile(account.id, 'solar-us', me, { price: '22.00' })
    assert.equal(next.ok && next.value.version, 3)
    for (const number of [0, 9, -1])
      assert.deepEqual(await revertProfile(account.id, 'solar-us', number, me), {
        ok: false,
        problem: { type: 'not_found' },
      })
  })

  test('a version that would no longer work is not made live', async ({ assert }) => {
    const account = await withSolar()
    const document = await solar()
    const [entity] = document.entities
    await publishProfile(account.id, 'solar-us', me, { filter: null, assignments: [] })
    const fields = entity.fields.filter(({ key }: { key: string }) => key !== 'state')
    const changed = await updateConfig(account.id, 'entities', 'solar', { fields }, me)
    assert.isTrue(changed.ok)
    const refused = await revertProfile(account.id, 'solar-us', 1, me)
    assert.deepEqual(
      !refused.ok &&
        refused.problem.type === 'invalid' &&
        refused.problem.problems.map(({ field }) => field),
      ['assignments[0].filter.all[0].field']
    )
  })
})
