import { test } from '@japa/runner'
import { getConfig, updateConfig } from '#distribution/configuration/configuration'
import { createDraftProfile } from '#distribution/configuration/create_profile'
import { publishProfile } from '#distribution/configuration/publish_profile'
import { discardDraft, draftChanges, saveDraft } from '#distribution/configuration/save_draft'
import { versionChanges } from '#distribution/configuration/version_changes'
import { getProfileVersion } from '#distribution/configuration/versions'
import { workingProfile } from '#distribution/configuration/working_profile'
import { loadWorld } from '#distribution/blueprint/load_world'
import { exportBlueprint } from '#distribution/blueprint/export_blueprint'
import { apply, newAccount, solar } from '#tests/functional/blueprint/new_account'

const ann = { actor: 'user:ann@x.example' }
const bob = { actor: 'user:bob@x.example' }
const on = 'draft' as const

async function withSolar() {
  const account = await newAccount({ currency: 'EUR' })
  await apply(account, await solar())
  return account
}

async function revision(accountId: string) {
  const world = await loadWorld(accountId)
  return (await workingProfile(world!, 'solar-us'))!.revision
}

const stale = (result: { ok: boolean; problem?: unknown }) =>
  (result.problem as { type: string; stale: Record<string, any> } | undefined)?.type === 'stale'
    ? (result.problem as { stale: Record<string, any> }).stale
    : null

test.group('drafts of a profile', () => {
  test('one change after the other goes into the same draft', async ({ assert }) => {
    const account = await withSolar()
    await saveDraft(account.id, 'solar-us', { price: '31.00' }, { ...ann, on })
    await saveDraft(account.id, 'solar-us', { filter: null }, { ...ann, on })
    const changes = await draftChanges(account.id, 'solar-us')
    assert.deepEqual(
      changes!.changes.map(({ path, from, to }) => (path === 'price' ? [path, from, to] : [path])),
      [['price', '20.00', '31.00'], ['filter']]
    )
    assert.deepEqual(changes!.problems, [])
    // The live version is as it was.
    assert.equal((await getConfig(account.id, 'profiles', 'solar-us'))!.price, '20.00')
  })

  test('a save over somebody else’s newer draft is refused with the difference, and done on top of it', async ({
    assert,
  }) => {
    const account = await withSolar()
    const base = await revision(account.id)
    await saveDraft(account.id, 'solar-us', { price: '31.00' }, { ...ann, on, base })
    const refused = await saveDraft(
      account.id,
      'solar-us',
      { price: '32.00', route: null },
      { ...bob, on, base }
    )
    const difference = stale(refused)!
    assert.deepEqual(difference.changes, [{ path: 'price', from: '31.00', to: '32.00' }])
    assert.equal(difference.saved_by, ann.actor)
    assert.equal(difference.current.price, '31.00')
    assert.equal((await getProfileVersion(account.id, 'solar-us', 0))!.document.price, '31.00')

    const again = { ...bob, on, base: difference.revision as string }
    const kept = await saveDraft(account.id, 'solar-us', { price: '32.00' }, again)
    assert.isTrue(kept.ok)
    assert.equal((await getProfileVersion(account.id, 'solar-us', 0))!.document.price, '32.00')
  })

  test('a save over a version published meanwhile is refused too, a pause is none', async ({
    assert,
  }) => {
    const account = await withSolar()
    const base = await revision(account.id)
    await updateConfig(account.id, 'profiles', 'solar-us', { paused: true }, ann)
    assert.equal(await revision(account.id), base)
    await publishProfile(account.id, 'solar-us', ann, { price: '40.00' })
    const refused = await saveDraft(
      account.id,
      'solar-us',
      { price: '32.00' },
      { ...bob, on, base }
    )
    assert.deepEqual(stale(refused)!.changes, [{ path: 'price', from: '40.00', to: '32.00' }])
    assert.equal(stale(refused)!.saved_by, ann.actor)
  })

  test('of two who save at the same moment on the same base one is refused', async ({ assert }) => {
    const account = await withSolar()
    const base = await revision(account.id)
    const saves = await Promise.all(
      ['31.00', '32.00', '33.00', '34.00'].map((price) =>
        saveDraft(account.id, 'solar-us', { price }, { ...ann, on, base })
      )
    )
    assert.lengthOf(
      saves.filter(({ ok }) => ok),
      1
    )
    assert.lengthOf(
      saves.filter((one) => stale(one)),
      3
    )
  })

  test('only the draft somebody looked at is published', async ({ assert }) => {
    const account = await withSolar()
    await saveDraft(account.id, 'solar-us', { price: '31.00' }, { ...ann, on })
    const seen = (await draftChanges(account.id, 'solar-us'))!.revision
    await saveDraft(account.id, 'solar-us', { price: '99.00' }, { ...bob, on })
    const refused = await publishProfile(account.id, 'solar-us', { ...ann, base: seen })
    assert.equal(!refused.ok && refused.problem.type, 'conflict')
    const now = (await draftChanges(account.id, 'solar-us'))!.revision
    const published = await publishProfile(account.id, 'solar-us', { ...ann, base: now })
    assert.equal(published.ok && published.value.version, 2)
    const { changes } = (await versionChanges(account.id, 'solar-us', 2))!
    assert.deepEqual(changes, [{ path: 'price', from: '20.00', to: '99.00' }])
    assert.isNull(await draftChanges(account.id, 'solar-us'))
  })

  test('a draft that says what is live again is none', async ({ assert }) => {
    const account = await withSolar()
    await saveDraft(account.id, 'solar-us', { price: '31.00' }, { ...ann, on })
    await saveDraft(account.id, 'solar-us', { price: '20.00' }, { ...ann, on })
    assert.isNull(await getProfileVersion(account.id, 'solar-us', 0))
    await saveDraft(account.id, 'solar-us', { price: '31.00' }, { ...ann, on })
    assert.isTrue((await discardDraft(account.id, 'solar-us', ann)).ok)
    assert.isNull(await draftChanges(account.id, 'solar-us'))
  })

  test('name and trigger apply at once, a stage that is not there is refused', async ({
    assert,
  }) => {
    const account = await withSolar()
    const change = { name: 'Sun', trigger: { stage: 'qualified' }, price: '31.00' }
    await saveDraft(account.id, 'solar-us', change, { ...ann, on })
    const now = await getConfig(account.id, 'profiles', 'solar-us')
    assert.deepInclude(now, { name: 'Sun', trigger: { stage: 'qualified' }, price: '20.00' })
    const wrong = await saveDraft(account.id, 'solar-us', { trigger: { stage: 'moon' } }, ann)
    assert.deepEqual(
      !wrong.ok && wrong.problem.type === 'invalid' && wrong.problem.problems[0].field,
      'trigger.stage'
    )
  })

  test('a new profile is a draft until it is published', async ({ assert }) => {
    const account = await withSolar()
    const form = { key: 'night', name: 'Night', entity: 'solar', trigger: 'on_arrival' }
    assert.isTrue((await createDraftProfile(account.id, form, ann)).ok)
    const twice = await createDraftProfile(account.id, form, ann)
    assert.deepEqual(
      !twice.ok && twice.problem.type === 'invalid' && twice.problem.problems[0].field,
      'key'
    )
    assert.isNull((await getConfig(account.id, 'profiles', 'night'))!.version)
    // An export says no more than there is, and applying it changes nothing.
    const document = await exportBlueprint(account.id)
    assert.deepEqual(await apply(account, document), [])
    const assignments = [{ key: 'a', partner: 'sunco', delivery: { use: 'portal' } }]
    await saveDraft(account.id, 'night', { assignments }, { ...ann, on })
    const published = await publishProfile(account.id, 'night', ann)
    assert.equal(published.ok && published.value.version, 1)
  })
})

test.group('changes of entities and partners', () => {
  test('on top of somebody else’s are refused with the difference', async ({ assert }) => {
    const account = await withSolar()
    const { configRevision } = await import('#distribution/configuration/configuration')
    const base = (await configRevision(account.id, 'partners', 'sunco'))!
    const first = await updateConfig(
      account.id,
      'partners',
      'sunco',
      { name: 'Sun' },
      { ...ann, base }
    )
    assert.isTrue(first.ok)
    const second = await updateConfig(
      account.id,
      'partners',
      'sunco',
      { name: 'Moon' },
      { ...bob, base }
    )
    assert.deepEqual(stale(second)!.changes, [{ path: 'name', from: 'Sun', to: 'Moon' }])
    assert.equal(stale(second)!.saved_by, ann.actor)
    const kept = await updateConfig(
      account.id,
      'partners',
      'sunco',
      { name: 'Moon' },
      { ...bob, base: stale(second)!.revision as string }
    )
    assert.isTrue(kept.ok)
  })
})
