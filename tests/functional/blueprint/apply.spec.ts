import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { exportBlueprint } from '#distribution/blueprint/export_blueprint'
import { blueprintToYaml, readBlueprintText } from '#distribution/blueprint/blueprint_text'
import { listAssignments, listVersions, loadLive, loadProfile } from '#routing/repository'
import { loadPartner } from '#partners/repository'
import { listConfigChanges, onConfigChange } from '#accounts/config_changes'
import { resolveDelivery } from '#accounts/secrets'
import { apply, newAccount, problemsOf, solar } from './new_account.js'

const countOf = async (table: string, accountId: string) => {
  const [row] = await db.from(table).where('account_id', accountId).count('* as n')
  return Number(row.n)
}

test.group('blueprint: apply', () => {
  test('makes everything, and a second apply changes nothing', async ({ assert }) => {
    const account = await newAccount({ currency: 'EUR' })
    const document = await solar()
    assert.deepEqual(await apply(account, document), [
      'update account',
      'create secrets.SUNCO_KEY',
      'create entities.solar',
      'create partners.sunco',
      'create profiles.solar-us',
    ])
    assert.deepEqual(await apply(account, document), [])
    const profile = await loadProfile(account.id, 'solar-us')
    const live = await loadLive(account.id, profile!.id)
    assert.equal(live!.number, 1)
    assert.equal(live!.document.plugins!['channel:webhook'], '1.0.0')
    const partner = await loadPartner(account.id, 'sunco')
    assert.match(partner!.signingSecrets[0], /^whsec_[A-Za-z0-9+/]{43}=$/)
    assert.deepEqual(partner!.caps, {
      day: 50,
      week: 200,
      month: 600,
      total: 5000,
      spend_month: '10000.00',
    })
  })

  test('a dry run answers the changes and makes none', async ({ assert }) => {
    const account = await newAccount({ currency: 'EUR' })
    const dry = await apply(account, await solar(), { dryRun: true })
    assert.lengthOf(dry, 5)
    for (const table of ['entities', 'partners', 'profiles', 'secrets', 'profile_versions'])
      assert.equal(await countOf(table, account.id), 0, table)
    assert.deepEqual(await apply(account, await solar()), dry)
  })

  test('a mistake anywhere leaves everything as it was, and all mistakes are told', async ({
    assert,
  }) => {
    const account = await newAccount({ currency: 'EUR' })
    const document = await solar()
    const [assignment] = document.profiles[0].assignments
    assignment.partner = 'nobody'
    assignment.price = '1.234'
    document.partners[0].colour = 'red'
    assert.sameMembers(await problemsOf(account, document), [
      'partners[0].colour unknown_key',
      'profiles[0].assignments[0].price amount',
    ])
    assignment.price = '1.23'
    delete document.partners[0].colour
    document.profiles[0].filter.all[0].field = 'income'
    assignment.delivery.url = 'ftp://x'
    assignment.delivery.retries = 3
    assignment.delivery.headers['X-Other'] = '${NOT_THERE}'
    assignment.delivery.response.accepted.all[0].operator = 'between'
    assert.sameMembers(await problemsOf(account, document), [
      'profiles[0].assignments[0].partner unknown_reference',
      'profiles[0].assignments[0].delivery.headers.X-Other secret',
      'profiles[0].assignments[0].delivery.url url',
      'profiles[0].assignments[0].delivery.retries unknown_key',
      'profiles[0].filter.all[0].field unknown_field',
    ])
    for (const table of ['entities', 'partners', 'profiles', 'secrets'])
      assert.equal(await countOf(table, account.id), 0, table)
  })

  test('what a route says wrong is told at its node', async ({ assert }) => {
    const account = await newAccount({ currency: 'EUR' })
    const document = await solar()
    const [profile] = document.profiles
    delete profile.strategy
    profile.route = {
      start: 'geo',
      nodes: {
        geo: {
          type: 'condition',
          rule: { field: 'county', operator: 'equals', value: 'CA' },
          ports: { yes: 'sell', no: 'nowhere' },
        },
        sell: {
          type: 'offer',
          strategy: { use: 'auction' },
          assignments: ['sunco-ca', 'sunco-tx'],
        },
        lost: { type: 'teleport' },
      },
    }
    const problems = await problemsOf(account, document)
    assert.includeMembers(problems, [
      'profiles[0].route.nodes.geo.ports.no dangling_edge',
      'profiles[0].route.nodes.geo.rule.field unknown_field',
      'profiles[0].route.nodes.sell.assignments[1] unknown_assignment',
      'profiles[0].route.nodes.sell.strategy.use plugin',
      'profiles[0].route.nodes.lost.type unknown_node',
    ])
  })

  test('a change of what routes leads is a new version, any other is not', async ({ assert }) => {
    const account = await newAccount({ currency: 'EUR' })
    const document = await solar()
    await apply(account, document)
    const profile = await loadProfile(account.id, 'solar-us')
    const [row] = await listAssignments(account.id, profile!.id)

    document.profiles[0].name = 'Solar United States'
    document.profiles[0].trigger = { stage: 'qualified' }
    assert.deepEqual(await apply(account, document), ['update profiles.solar-us'])
    assert.lengthOf(await listVersions(account.id, profile!.id), 1)

    document.profiles[0].assignments[0].price = 26
    const done = await applyBlueprint(account.id, document, { actor: 'test' })
    assert.deepEqual(done, {
      ok: true,
      value: [
        {
          action: 'publish',
          object: 'profiles.solar-us',
          changes: [{ path: 'assignments.sunco-ca.price', from: '25.00', to: '26.00' }],
        },
      ],
    })
    const versions = await listVersions(account.id, profile!.id)
    assert.deepEqual(
      versions.map(({ number }) => number),
      [2, 1]
    )
    assert.deepEqual(await listAssignments(account.id, profile!.id), [row])
  })

  test('an assignment that went to another partner begins anew, one that left keeps its row', async ({
    assert,
  }) => {
    const account = await newAccount({ currency: 'EUR' })
    const document = await solar()
    document.partners.push({ key: 'other', name: 'Other' })
    const [first] = document.profiles[0].assignments
    document.profiles[0].assignments.push({ ...first, key: 'second' })
    await apply(account, document)
    const profile = await loadProfile(account.id, 'solar-us')
    const before = await listAssignments(account.id, profile!.id)
    document.profiles[0].assignments = [{ ...first, partner: 'other' }]
    await apply(account, document)
    const after = await listAssignments(account.id, profile!.id)
    const idOf = (rows: typeof before, key: string) => rows.find((row) => row.key === key)?.id
    assert.lengthOf(after, 2)
    assert.equal(idOf(after, 'second'), idOf(before, 'second'))
    assert.notEqual(idOf(after, 'sunco-ca'), idOf(before, 'sunco-ca'))
  })

  test('export and apply on a fresh account give the same export', async ({ assert }) => {
    const account = await newAccount({ currency: 'EUR' })
    const document = await solar()
    const [profile] = document.profiles
    document.profiles.push({
      ...profile,
      key: 'long',
      name: 'Long',
      trigger: { stage: 'qualified' },
      strategy: undefined,
      route: {
        start: 'geo',
        nodes: {
          geo: { type: 'condition', rule: profile.filter, ports: { yes: 'sell', no: 'none' } },
          sell: { type: 'offer', strategy: { use: 'send_to_all' }, assignments: ['sunco-ca'] },
          none: { type: 'stop', status: 'unsold' },
        },
      },
    })
    await apply(account, document)
    const text = blueprintToYaml(await exportBlueprint(account.id))
    assert.notInclude(text, 'top-secret-1')
    assert.include(text, '${SUNCO_KEY}')
    const read = readBlueprintText(text, 'yaml')
    if (!read.ok) throw new Error(JSON.stringify(read.problem))
    const [short, long] = (read.value as any).profiles
    assert.deepEqual(short.strategy, { use: 'first_match' })
    assert.notProperty(short, 'route')
    assert.notProperty(long, 'strategy')
    assert.deepEqual(long.route.nodes.sell.assignments, ['sunco-ca'])
    assert.equal(long.assignments[0].delivery.transform, profile.assignments[0].delivery.transform)

    const fresh = await newAccount()
    await apply(fresh, read.value)
    assert.equal(blueprintToYaml(await exportBlueprint(fresh.id)), text)
    assert.deepEqual(await apply(fresh, read.value), [])
  })

  test('things not in the file are left alone, unless it prunes', async ({ assert }) => {
    const account = await newAccount({ currency: 'EUR' })
    const document = await solar()
    await apply(account, document)
    assert.deepEqual(await apply(account, { sluice: 1, partners: [{ key: 'new', name: 'New' }] }), [
      'create partners.new',
    ])
    assert.deepEqual(
      await problemsOf(account, { sluice: 1, prune: true, profiles: document.profiles }),
      ['entities.solar in_use', 'partners.sunco in_use']
    )
    assert.deepEqual(await apply(account, { ...document, prune: true }), ['delete partners.new'])
    assert.deepEqual(await apply(account, { sluice: 1, prune: true }), [
      'delete profiles.solar-us',
      'delete partners.sunco',
      'delete entities.solar',
    ])
    assert.equal(await countOf('profile_versions', account.id), 0)
    assert.lengthOf(await apply(account, document), 3)
  })

  test('a change of an entity that a profile could not live with is refused', async ({
    assert,
  }) => {
    const account = await newAccount({ currency: 'EUR' })
    const document = await solar()
    document.profiles[0].trigger = { stage: 'qualified' }
    await apply(account, document)
    const [entity] = document.entities
    const fields = entity.fields.filter((field: any) => field.key !== 'state')
    assert.deepEqual(await problemsOf(account, { sluice: 1, entities: [{ ...entity, fields }] }), [
      'entities[0].fields in_use',
    ])
    assert.deepEqual(
      await problemsOf(account, { sluice: 1, entities: [{ ...entity, stages: ['new'] }] }),
      ['entities[0].stages in_use']
    )
    const yen = { sluice: 1, account: { currency: 'JPY' } }
    assert.deepEqual(await apply(account, yen, { dryRun: true }), ['update account'])
    document.profiles[0].assignments[0].price = '25.50'
    await apply(account, { sluice: 1, profiles: document.profiles })
    assert.deepEqual(await problemsOf(account, yen), ['account.currency in_use'])
  })

  test("a pause is an operator's: a file that does not speak of it leaves it", async ({
    assert,
  }) => {
    const account = await newAccount()
    const partner = { key: 'a', name: 'A' }
    await apply(account, { sluice: 1, partners: [{ ...partner, paused: true }] })
    assert.deepEqual(await apply(account, { sluice: 1, partners: [partner] }), [])
    assert.isTrue((await loadPartner(account.id, 'a'))!.paused)
    assert.deepEqual(
      await apply(account, { sluice: 1, partners: [{ ...partner, paused: false }] }),
      ['update partners.a']
    )
  })

  test('secrets come from the environment, stay encrypted and are found again', async ({
    assert,
  }) => {
    const account = await newAccount({ currency: 'EUR' })
    const document = await solar()
    const { headers } = document.profiles[0].assignments[0].delivery
    assert.deepEqual(await problemsOf(account, document, { environment: () => null }), [
      'profiles[0].assignments[0].delivery.headers.X-Api-Key secret',
    ])
    headers.Authorization = 'Bearer plain-text-token'
    await apply(account, document)
    const everything = JSON.stringify([
      await db.from('secrets').where('account_id', account.id),
      await db.from('profile_versions').where('account_id', account.id),
      await listConfigChanges(account.id, 100),
    ])
    assert.notInclude(everything, 'top-secret-1')
    assert.notInclude(everything, 'plain-text-token')

    const profile = await loadProfile(account.id, 'solar-us')
    const live = await loadLive(account.id, profile!.id)
    const resolved = await resolveDelivery(account.id, live!.document.assignments[0].delivery)
    assert.deepEqual(resolved.delivery.headers, {
      'X-Api-Key': 'top-secret-1',
      'Authorization': 'Bearer plain-text-token',
    })
    assert.sameMembers(resolved.secrets, ['top-secret-1', 'Bearer plain-text-token'])

    assert.deepEqual(await apply(account, document, { environment: () => null }), [])
    assert.deepEqual(await apply(account, document, { environment: () => 'top-secret-2' }), [
      'update secrets.SUNCO_KEY',
    ])
    const again = await resolveDelivery(account.id, live!.document.assignments[0].delivery)
    assert.include(again.secrets, 'top-secret-2')
  })

  test('every change is in the history, and listeners hear of it after the commit', async ({
    assert,
  }) => {
    const account = await newAccount({ currency: 'EUR' })
    const heard: string[] = []
    const stop = onConfigChange((accountId) => heard.push(accountId))
    await apply(account, await solar())
    await problemsOf(account, { sluice: 1, partners: [{ key: 'x' }, { key: 'x' }] })
    stop()
    assert.deepEqual(
      heard.filter((id) => id === account.id),
      [account.id]
    )
    const history = await listConfigChanges(account.id, 100)
    assert.deepEqual(history.map(({ object, action }) => `${object} ${action}`).reverse(), [
      'account created',
      'account updated',
      'secrets.SUNCO_KEY created',
      'entities.solar created',
      'partners.sunco created',
      'profiles.solar-us created',
    ])
  })

  test('two applies at once: both hold, none is half', async ({ assert }) => {
    const account = await newAccount()
    const partners = (from: number) =>
      Array.from({ length: 20 }, (_, i) => ({ key: `p${from + i}`, name: 'x' }))
    await Promise.all([
      apply(account, { sluice: 1, partners: partners(0) }),
      apply(account, { sluice: 1, partners: partners(10) }),
      apply(account, { sluice: 1, partners: partners(20) }),
    ])
    assert.equal(await countOf('partners', account.id), 40)
  })

  test('a profile of 10,000 assignments is applied and found unchanged', async ({ assert }) => {
    const account = await newAccount({ currency: 'EUR' })
    const document = await solar()
    const [assignment] = document.profiles[0].assignments
    document.profiles[0].assignments = Array.from({ length: 10_000 }, (_, i) => ({
      key: `a${i}`,
      partner: 'sunco',
      price: `${i}.50`,
      filter: assignment.filter,
      delivery: { use: 'webhook', url: `https://partner.example/${i}` },
    }))
    await apply(account, document, { environment: () => 'k' })
    assert.deepEqual(await apply(account, document), [])
    const profile = await loadProfile(account.id, 'solar-us')
    assert.lengthOf(await listAssignments(account.id, profile!.id), 10_000)
    document.profiles[0].assignments.splice(5000, 1)
    assert.deepEqual(await apply(account, document), ['publish profiles.solar-us'])
  })

  test("one account's objects are not another's", async ({ assert }) => {
    const [one, other] = [
      await newAccount({ currency: 'EUR' }),
      await newAccount({ currency: 'EUR' }),
    ]
    const document = await solar()
    await apply(one, document)
    assert.deepEqual(await problemsOf(other, { sluice: 1, profiles: document.profiles }), [
      'profiles[0].entity unknown_reference',
    ])
    await apply(other, document)
    await apply(other, { sluice: 1, prune: true })
    assert.equal(await countOf('partners', one.id), 1)
  })
})
