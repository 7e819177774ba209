import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { eraseLead } from '#intake/erase_lead'
import { DAY } from '#shared/local_time'
import { forgetRuns } from '#automations/runs/forget_runs'
import { automationAccount, inARow } from '#tests/functional/automations/support'
import { askJson, makeUser } from '#tests/functional/pages/workspace'
import { startEngine } from '#tests/helpers/make_account'

const ASSIGN = inARow(
  ['begin', { type: 'stage_changed', to: 'qualified' }],
  ['give', { type: 'assign', assignee: 'ann@team.example' }]
)

test.group('Automations, for people', (group) => {
  group.setup(() => startEngine())

  async function house() {
    const account = await automationAccount()
    const user = await makeUser(account.id, 'operator')
    return { account, user }
  }

  test('made, drawn, published and switched on; the list says how it does', async ({
    client,
    assert,
  }) => {
    const { account, user } = await house()
    const ask = (method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object) =>
      askJson(client, method, path, user, body)
    const made = await ask('post', '/automations', {
      ...{ key: 'give', name: 'Give it away', entity: 'solar' },
      document: { route: ASSIGN },
    })
    made.assertStatus(201)

    const bad = structuredClone(ASSIGN) as any
    bad.nodes.begin.to = 'nowhere'
    const checked = (
      await ask('post', '/automations/give/check', { document: { route: bad } })
    ).body()
    assert.deepEqual(
      checked.problems.map((one: any) => [one.field, one.rule]),
      [['route.nodes.begin.to', 'unknown_stage']]
    )
    assert.deepEqual(checked.ports.give, [{ name: 'out', required: false }])

    const first = (await ask('get', '/automations/give/changes')).body()
    assert.isNull(first.before)
    const stale = await ask('post', '/automations/give/publish', { base: '7' })
    stale.assertStatus(409)
    const published = await ask('post', '/automations/give/publish', { base: first.revision })
    assert.equal(published.body().version, 1)
    ;(await ask('post', '/automations/give/on')).assertStatus(204)

    const lead = await account.lead()
    await account.move(lead, 'qualified')
    await account.settle()
    const { data } = (await ask('get', '/automations/give/runs/list')).body()
    assert.lengthOf(data, 1)
    assert.deepInclude(data[0], { status: 'done', automation: 'give' })
    assert.deepEqual(data[0].of, { name: 'Give it away', key: 'give' })
    assert.equal(data[0].lead.id, lead)
    const ofLead = (await ask('get', `/leads/${lead}/automations`)).body()
    assert.equal(ofLead.data[0].id, data[0].id)
    ;(await ask('get', '/leads/lead_none/automations')).assertStatus(404)
    const none = (await ask('get', '/automations/give/runs/list?status=failed')).body()
    assert.deepEqual(none.data, [])
    const early = (await ask('get', '/automations/give/runs/list?to=2020-01-01')).body()
    assert.deepEqual(early.data, [])

    const copied = await ask('post', '/automations/give/copy')
    assert.equal(copied.body().key, 'give-2')
    const copy = (await account.ok(account.api.get('/automations/give-2'))) as any
    assert.deepInclude(copy, { status: 'off', version: null, name: 'Give it away 2' })
    ;(await ask('delete', '/automations/give-2')).assertStatus(204)
  })

  test('what the past would have set off is counted and not done', async ({ client, assert }) => {
    const { account, user } = await house()
    const lead = await account.lead()
    await account.move(lead, 'qualified')
    const document = { route: ASSIGN }
    await account.ok(
      account.api.post('/automations', { key: 'late', name: 'Late', entity: 'solar', document })
    )
    await account.ok(account.api.post('/automations/late/publish'))
    const known = (await askJson(client, 'get', '/automations/late/open', user)).body()
    assert.deepEqual(known, { open: 0, past: { n: 1, more: false } })
    await account.ok(account.api.post('/automations/late/on'))
    await account.settle()
    assert.deepEqual(await account.runs('late'), [])
  })

  test('the draft saved by somebody else is not saved over unseen', async ({ client, assert }) => {
    const { account, user } = await house()
    await account.automate('theirs', ASSIGN)
    const page = await askJson(client, 'patch', '/automations/theirs', user, { name: 'Theirs' })
    page.assertStatus(200)
    assert.equal(page.body().automation.revision, '2')
    const late = await askJson(client, 'patch', '/automations/theirs', user, {
      ...{ document: { route: { start: '', nodes: {} } }, base: '1' },
    })
    late.assertStatus(409)
    assert.equal(late.body().stale.revision, '2')
  })

  test('erased with the lead: what steps noted and why a run failed', async ({ assert }) => {
    const { account } = await house()
    account.hands.answer = { status: 500, body: 'no such ann@secret.example' }
    await account.automate(
      'hooked',
      inARow(
        ['begin', { type: 'stage_changed', to: 'qualified' }],
        ['hook', { type: 'webhook', url: 'https://hooks.example/{{ lead.email }}' }]
      )
    )
    const lead = await account.lead({ email: 'ann@secret.example' })
    await account.move(lead, 'qualified')
    await account.settle()
    const [failed] = await account.runs('hooked')
    assert.equal(failed.status, 'failed')
    await db.from('automation_runs').where('id', failed.id).update({ reason: 'for ann@secret' })
    assert.equal(await eraseLead(account.id, lead, null), 'erased')
    const kept = JSON.stringify([
      await db.from('automation_runs').where('lead_id', lead),
      await db.from('automation_steps').where('run_id', failed.id),
    ])
    assert.notInclude(kept, 'secret')
  })

  test('runs that ended 90 days ago are let go of, with their steps', async ({ assert }) => {
    const { account } = await house()
    await account.automate('old', ASSIGN)
    const lead = await account.lead()
    await account.move(lead, 'qualified')
    await account.settle()
    const [run] = await account.runs('old')
    const row = () => db.from('automation_runs').where('id', run.id)
    await forgetRuns(Date.now() + 89 * DAY)
    assert.lengthOf(await row(), 1)
    await row().update({ ended_at: Date.now() - 91 * DAY })
    await forgetRuns(Date.now())
    assert.lengthOf(await row(), 0)
    assert.lengthOf(await db.from('automation_steps').where('run_id', run.id), 0)
  })
})
