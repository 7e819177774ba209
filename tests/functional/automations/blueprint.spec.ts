import { test } from '@japa/runner'
import { blueprintToYaml, readBlueprintText } from '#distribution/blueprint/blueprint_text'
import { exportBlueprint } from '#distribution/blueprint/export_blueprint'
import { apply, newAccount, problemsOf } from '#tests/functional/blueprint/new_account'
import { SMALL_BLUEPRINT } from '#tests/helpers/make_account'
import { findAutomation } from '#automations/kept/repository'

const ROUTE = {
  start: 'begin',
  nodes: {
    begin: { type: 'stage_changed', to: 'qualified', ports: { out: 'sell' } },
    sell: { type: 'distribute', profile: 'solar-us' },
  },
}
const SELL = { key: 'sell', name: 'Sell them', entity: 'solar', on: true, route: ROUTE }
const having = (automations: unknown[]) => ({ ...SMALL_BLUEPRINT, automations })

/** As a file that was downloaded and is brought in. */
function reread(document: Parameters<typeof blueprintToYaml>[0]): unknown {
  const read = readBlueprintText(blueprintToYaml(document), 'yaml')
  if (!read.ok) throw new Error('it cannot be read')
  return read.value
}

test.group('automations in blueprints', () => {
  test('are made with everything they name, come out as they went in, and apply as nothing', async ({
    assert,
  }) => {
    const account = await newAccount()
    const made = await apply(account, having([SELL, { key: 'later', name: 'Later' }]))
    assert.includeMembers(made, ['create automations.sell', 'create automations.later'])
    const kept = (await findAutomation(account.id, 'sell'))!
    assert.deepInclude(kept, { status: 'on', version: 1, name: 'Sell them' })
    assert.isNumber(kept.enabledAt)
    const exported = await exportBlueprint(account.id)
    assert.deepEqual(exported.automations, [
      { ...SELL, limits: { per_subject_hour: 10, per_minute: 600 } },
      { key: 'later', name: 'Later', on: false },
    ] as any)
    assert.deepEqual(await apply(account, reread(exported)), [])

    const other = await newAccount()
    await apply(other, reread(exported))
    const { automations } = await exportBlueprint(other.id)
    assert.deepEqual(automations, exported.automations)
  })

  test('a change is a version, what is not said stays, prune takes away', async ({ assert }) => {
    const account = await newAccount()
    await apply(account, having([SELL]))
    const renamed = await apply(account, {
      ...{ sluice: 1, automations: [{ key: 'sell', name: 'Sold', entity: 'solar' }] },
    })
    assert.deepEqual(renamed, ['update automations.sell'])
    assert.deepInclude((await findAutomation(account.id, 'sell'))!, { name: 'Sold', version: 1 })
    const changed = structuredClone(SELL)
    changed.route.nodes.begin.to = 'new'
    await apply(account, having([changed]))
    const kept = (await findAutomation(account.id, 'sell'))!
    assert.deepInclude(kept, { version: 2, status: 'on' })
    await apply(account, { ...SMALL_BLUEPRINT, prune: true })
    assert.isNull(await findAutomation(account.id, 'sell'))
  })

  test('what is wrong is told by its place', async ({ assert }) => {
    const account = await newAccount()
    const bad = structuredClone(SELL) as any
    bad.route.nodes.sell.profile = 'nothing'
    bad.route.nodes.begin.to = 'nowhere'
    const found = await problemsOf(
      account,
      having([bad, { key: 'none', entity: 'gone' }, { key: 'bare', on: true }])
    )
    assert.sameMembers(found, [
      'automations[0].route.nodes.sell.profile unknown_profile',
      'automations[0].route.nodes.begin.to unknown_stage',
      'automations[1].entity unknown_reference',
      'automations[2].on no_route',
    ])
    await apply(account, having([SELL]))
    const moved = await problemsOf(account, {
      ...{ sluice: 1, automations: [{ key: 'sell', name: 'Sold' }] },
    })
    assert.deepEqual(moved, ['automations[0].entity immutable'])
  })
})
