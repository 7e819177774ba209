import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { as } from '#tests/functional/api/call'
import { PIPELINES, aLead, boardAccount } from '#tests/functional/crm/board_support'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'
import { makeAccount, startEngine } from '#tests/helpers/make_account'

test.group('pipelines of an entity', (group) => {
  group.setup(() => startEngine())

  test('are stored, exported and shown on its page', async ({ assert, client }) => {
    const account = await boardAccount()
    const { body } = await as(account.token).get('/entities/solar')
    assert.deepEqual(body.stages, ['new', 'qualified', 'lost', 'visit'])
    assert.deepEqual(body.pipelines, PIPELINES)
    const user = await makeUser(account.id)
    const page = await getPage(client, '/entities/solar', user)
    assert.deepEqual(page.inertiaProps.entity.pipelines, PIPELINES)
  })

  test('an entity that has stages alone is as it always was', async ({ assert }) => {
    const account = await makeAccount()
    const { body } = await as(account.token).get('/entities/solar')
    assert.deepEqual(body.stages, ['new', 'qualified'])
    assert.notProperty(body, 'pipelines')
    const row = await db.from('entities').where({ account_id: account.id }).firstOrFail()
    assert.isNull(row.pipelines)
  })

  test('are changed on the page; problems are told at their place', async ({ assert, client }) => {
    const account = await boardAccount()
    const user = await makeUser(account.id)
    const { revision: base } = (await getPage(client, '/entities/solar', user)).inertiaProps
    const renamed = [
      { ...PIPELINES[0], stages: [...PIPELINES[0].stages, { key: 'won', name: 'Gewonnen' }] },
      PIPELINES[1],
    ]
    const wrong = await askJson(client, 'patch', '/entities/solar', user, {
      ...{ base, stages: null },
      pipelines: [renamed[0], { ...PIPELINES[1], stages: [{ key: 'won' }] }],
    })
    wrong.assertStatus(422)
    assert.equal(wrong.body().errors[0].field, 'pipelines[1].stages[0].key')
    const done = await askJson(client, 'patch', '/entities/solar', user, {
      ...{ base, stages: null, pipelines: renamed },
    })
    done.assertStatus(200)
    assert.deepEqual(done.body().entity.stages, ['new', 'qualified', 'lost', 'won', 'visit'])
  })

  test('a stage that goes is asked about with the leads in it, and not while a profile needs it', async ({
    assert,
    client,
  }) => {
    const account = await boardAccount()
    const user = await makeUser(account.id)
    const ids = [await aLead(account), await aLead(account)]
    for (const id of ids) await as(account.token).patch(`/leads/${id}`, { stage: 'visit' })
    const without = (pipelines: object[]) =>
      askJson(client, 'post', '/entities/solar/check', user, { stages: null, pipelines })
    const care = await without([PIPELINES[0]])
    care.assertStatus(200)
    assert.deepEqual(care.body().impacts, [
      { kind: 'stage_removed', subject: 'visit', label: 'Site visit', detail: [], leads: 2 },
    ])
    const needed = await without([{ ...PIPELINES[0], stages: [{ key: 'new' }] }, PIPELINES[1]])
    needed.assertStatus(409)
    assert.include(needed.text(), 'solar-us')
  })
})

test.group('since when a lead stands in its stage', (group) => {
  group.setup(() => startEngine())

  const sinceOf = async (id: string) => {
    const row = await db.from('leads').where('id', id).firstOrFail()
    return row.stage_since === null ? null : Number(row.stage_since)
  }

  test('from its arrival, and anew from each move', async ({ assert }) => {
    const account = await boardAccount()
    const api = as(account.token)
    const id = await aLead(account)
    const { body } = await api.get(`/leads/${id}`)
    assert.equal(body.stage_since, body.created_at)
    await api.patch(`/leads/${id}`, { assignee: 'ann@x.example' })
    assert.equal(await sinceOf(id), Date.parse(body.created_at))
    const moved = await api.patch(`/leads/${id}`, { stage: 'lost' })
    assert.isAbove((await sinceOf(id))!, Date.parse(body.created_at))
    assert.equal(Date.parse(moved.body.stage_since), await sinceOf(id))
  })

  test('nothing is said of leads without stages, which the index of boards never meets', async ({
    assert,
  }) => {
    const fields = [{ key: 'email', label: 'E-mail', type: 'email' }]
    const entities = [{ key: 'solar', name: 'Solar lead', fields }]
    const account = await makeAccount({ blueprint: { sluice: 1, entities } as never })
    assert.isNull(await sinceOf(await aLead(account)))
  })
})

test.group('moving a lead where others move it too', (group) => {
  group.setup(() => startEngine())

  test('whoever saw it elsewhere is told where it stands, who moved it and when', async ({
    assert,
    client,
  }) => {
    const account = await boardAccount()
    const user = await makeUser(account.id)
    const id = await aLead(account)
    const api = as(account.token)
    await api.patch(`/leads/${id}`, { stage: 'visit' })
    const late = { stage: 'lost', expected_stage: 'new' }
    const refused = await askJson(client, 'patch', `/leads/${id}/stage`, user, late)
    refused.assertStatus(409)
    const { body } = await api.get(`/leads/${id}`)
    assert.equal(body.stage, 'visit')
    assert.deepInclude(refused.body(), {
      stage: 'visit',
      moved_by: 'token:test',
      moved_at: body.stage_since,
    })
    const byApi = await api.patch(`/leads/${id}`, { ...late, assignee: 'ann@x.example' })
    assert.equal(byApi.status, 409)
    assert.include(byApi.body.detail, '"visit"')
    assert.isNull((await api.get(`/leads/${id}`)).body.assignee ?? null, 'nothing was changed')

    const moved = await askJson(client, 'patch', `/leads/${id}/stage`, user, {
      ...{ stage: 'lost', expected_stage: 'visit' },
    })
    moved.assertStatus(200)
    assert.deepInclude(moved.body(), { id, stage: 'lost' })
  })

  test('asking again for where it stands already is no conflict', async ({ assert }) => {
    const account = await boardAccount()
    const api = as(account.token)
    const id = await aLead(account)
    const wish = { stage: 'lost', expected_stage: 'new' }
    assert.equal((await api.patch(`/leads/${id}`, wish)).status, 200)
    assert.equal((await api.patch(`/leads/${id}`, wish)).status, 200)
  })

  test('of many at once exactly one moves it', async ({ assert }) => {
    const account = await boardAccount()
    const api = as(account.token)
    for (let round = 0; round < 5; round++) {
      const id = await aLead(account)
      const stages = ['lost', 'visit', 'qualified']
      const answers = await Promise.all(
        stages.map((stage) => api.patch(`/leads/${id}`, { stage, expected_stage: 'new' }))
      )
      const won = answers.findIndex(({ status }) => status === 200)
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409])
      const { stage } = await db.from('leads').where('id', id).firstOrFail()
      assert.equal(stage, stages[won])
      const moves = await db.from('events').where({ lead_id: id, type: 'lead.stage_changed' })
      assert.lengthOf(moves, 1)
      const told = answers.filter(({ status }) => status === 409)
      assert.isTrue(told.every(({ body }) => body.stage === stages[won]))
    }
  })
})
