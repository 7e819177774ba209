import { test } from '@japa/runner'
import { jobRunner } from '#distribution/lead_jobs/job_runner'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import {
  DESK,
  changeMany,
  endedChange,
  patch,
  send,
  trailOf,
} from '#tests/functional/crm/desk_support'
import { askJson, makeUser } from '#tests/functional/pages/workspace'
import { type TestAccount, makeAccount } from '#tests/helpers/make_account'

const leadOf = async (account: TestAccount, id: string) =>
  (await as(account.token).get(`/leads/${id}`)).body

/** As if the process had died after its work, before it noted what it had done. */
async function runAgain(jobId: string) {
  await store.all(
    `update lead_jobs set status = 'running', after = '', started = 0, skipped = 0, reasons = '{}',
       owned_until = 0, finished_at = null where id = ? returning id`,
    [jobId]
  )
  await jobRunner.pass()
}

test.group('changes of many leads', () => {
  test('a stage: profiles it sets off run, the trail says who, and it is said before', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount({ blueprint: DESK })
    const user = await makeUser(account.id)
    const ids = [await send(account), await send(account), await send(account)]
    await patch(account, ids[0], { stage: 'won' })
    const body = { filter: { entity: 'solar' }, change: { stage: 'won' } }
    const plan = await askJson(client, 'post', '/leads/changes', user, { ...body, dry_run: true })
    assert.deepEqual(plan.body(), {
      leads: { n: 3, exact: true },
      skipped: 0,
      runs: [{ profile: 'winners', name: 'Winners', leads: { n: 2, exact: true } }],
    })
    const begun = await askJson(client, 'post', '/leads/changes', user, body)
    begun.assertStatus(202)
    const job = await endedChange(account, begun.body().id)
    assert.include(job, { kind: 'stage', status: 'done', total: 3, started: 2, skipped: 1 })
    assert.deepEqual(job.reasons, { unchanged: 1 })
    const [moved] = await trailOf(ids[1], 'lead.stage_changed')
    assert.include(moved, { actor: `user:${user.email}`, from: 'new', to: 'won' })
    const runs = await store.all(
      `select lead_id from distributions where account_id = ? and trigger = 'stage'`,
      [account.id]
    )
    assert.sameMembers(
      runs.map((row) => row.lead_id as string),
      ids
    )
  })

  test('taken up again after a crash, no lead is changed twice', async ({ assert }) => {
    const account = await makeAccount({ blueprint: DESK })
    const ids: string[] = []
    for (let n = 0; n < 30; n++) ids.push(await send(account))
    const job = await changeMany(account, { filter: {}, change: { tags: { add: ['hot'] } } })
    assert.include(job, { started: 30, skipped: 0 })
    await runAgain(job.id)
    const again = await endedChange(account, job.id)
    assert.include(again, { status: 'done', started: 30, skipped: 0 })
    for (const id of [ids[0], ids[29]]) assert.lengthOf(await trailOf(id, 'lead.tagged'), 1)
  })

  test('it is undone where a lead still is as it was left, once; no profile runs for that', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount({ blueprint: DESK })
    const user = await makeUser(account.id)
    const ids = [await send(account), await send(account), await send(account)]
    await patch(account, ids[0], { stage: 'won' })
    const { id } = await changeMany(account, { ids, change: { stage: 'qualified' } })
    await patch(account, ids[1], { stage: 'won' })
    const before = await distributions(account.id)
    const begun = await askJson(client, 'post', `/leads/jobs/${id}/undo`, user)
    begun.assertStatus(202)
    const undo = await endedChange(account, begun.body().id)
    assert.include(undo, { kind: 'undo', started: 2, skipped: 1 })
    assert.deepEqual(undo.reasons, { changed: 1 })
    const stages = await Promise.all(ids.map(async (one) => (await leadOf(account, one)).stage))
    assert.deepEqual(stages, ['won', 'won', 'new'])
    assert.equal(await distributions(account.id), before)
    const twice = await askJson(client, 'post', `/leads/jobs/${id}/undo`, user)
    twice.assertStatus(409)
    await runAgain(undo.id)
    assert.lengthOf(await trailOf(ids[0], 'lead.stage_changed'), 3)
  })

  test('assignee, tags and values go and come back as they were', async ({ client, assert }) => {
    const account = await makeAccount({ blueprint: DESK })
    const user = await makeUser(account.id)
    const ids = [await send(account, { monthly_bill: 100 }), await send(account)]
    await patch(account, ids[0], { assignee: 'ann@mail.example', tags: ['call'] })
    const was = await Promise.all(ids.map((id) => leadOf(account, id)))
    const jobs = [
      await changeMany(account, { ids, change: { assignee: null } }),
      await changeMany(account, { ids, change: { tags: { add: ['hot'], remove: ['call'] } } }),
      await changeMany(account, { ids, change: { values: { monthly_bill: '320', state: '' } } }),
    ]
    assert.deepEqual(
      jobs.map(({ started, skipped }) => [started, skipped]),
      [
        [1, 1],
        [2, 0],
        [2, 0],
      ]
    )
    assert.deepEqual(jobs[2].change, { values: { set: ['monthly_bill'], cleared: ['state'] } })
    const now = await leadOf(account, ids[0])
    assert.isNull(now.assignee)
    assert.deepEqual(
      now.tags.map(({ key }: { key: string }) => key),
      ['hot']
    )
    assert.equal(now.values.monthly_bill, 320)
    assert.notProperty(now.values, 'state')
    for (const job of jobs) {
      const begun = await askJson(client, 'post', `/leads/jobs/${job.id}/undo`, user)
      await endedChange(account, begun.body().id)
    }
    for (const [n, id] of ids.entries()) {
      const back = await leadOf(account, id)
      assert.deepEqual(back.values, was[n].values)
      assert.deepEqual(back.tags, was[n].tags)
      assert.equal(back.assignee, was[n].assignee)
    }
  })

  test('what cannot be done is said with its place before anything begins', async ({ assert }) => {
    const account = await makeAccount({ blueprint: DESK })
    const id = await send(account)
    const ask = async (change: object, more: object = { ids: [id] }) => {
      const { status, body } = await as(account.token).post('/leads/changes', { ...more, change })
      return [status, body.errors?.[0]?.field, body.errors?.[0]?.rule]
    }
    assert.deepEqual(await ask({ stage: 'gone' }), [422, 'change.stage', 'exists'])
    assert.deepEqual(await ask({ tags: { add: ['gone'] } }), [422, 'change.tags', 'exists'])
    assert.deepEqual(await ask({ values: { monthly_bill: 'many' } }), [
      ...[422, 'change.values.monthly_bill', 'number'],
    ])
    assert.deepEqual(await ask({ values: { odd: 1 } }), [422, 'change.values.odd', 'exists'])
    assert.deepEqual(await ask({ values: { ssn: '078-05-1120' } }), [
      ...[422, 'change.values.ssn', 'encrypted'],
    ])
    assert.deepEqual(await ask({}), [422, 'change', 'one'])
    assert.deepEqual(await ask({ stage: 'won' }, {}), [422, 'ids', 'required'])
    assert.deepEqual(await ask({ erase: true }), [422, 'confirm', 'confirm'])
    const rows = await store.all('select id from lead_jobs where account_id = ?', [account.id])
    assert.lengthOf(rows, 0)
  })

  test('erased by owners and admins, with the number said', async ({ client, assert }) => {
    const account = await makeAccount({ blueprint: DESK })
    const ids = [await send(account), await send(account)]
    const body = { ids, change: { erase: true }, confirm: 2 }
    const operator = await makeUser(account.id, 'operator')
    const refused = await askJson(client, 'post', '/leads/changes', operator, body)
    refused.assertStatus(403)
    const owner = await makeUser(account.id)
    const wrong = await askJson(client, 'post', '/leads/changes', owner, { ...body, confirm: 3 })
    wrong.assertStatus(422)
    const begun = await askJson(client, 'post', '/leads/changes', owner, body)
    const job = await endedChange(account, begun.body().id)
    assert.include(job, { kind: 'erase', started: 2, undoable: false })
    assert.isNotNull((await leadOf(account, ids[0])).erased_at)
    await runAgain(job.id)
    assert.include(await endedChange(account, job.id), { started: 2, skipped: 0 })
  })

  test('it stops when it is told to, and another account knows nothing of it', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount({ blueprint: DESK })
    const id = await send(account)
    const job = await changeMany(account, { ids: [id], change: { assignee: 'a@mail.example' } })
    const stranger = await makeAccount()
    assert.equal((await as(stranger.token).get(`/leads/changes/${job.id}`)).status, 404)
    assert.equal((await as(stranger.token).delete(`/leads/changes/${job.id}`)).status, 404)
    const foreign = await as(stranger.token).post('/leads/changes', {
      ...{ ids: [id], change: { assignee: null }, dry_run: true },
    })
    assert.deepEqual(foreign.body.leads, { n: 0, exact: true })
    assert.equal((await as(account.token).delete(`/leads/changes/${job.id}`)).status, 409)
    await store.all(
      `update lead_jobs set status = 'running', owned_until = ? where id = ? returning id`,
      [Date.now() + 60_000, job.id]
    )
    assert.equal((await as(account.token).delete(`/leads/changes/${job.id}`)).status, 204)
    assert.equal((await endedChange(account, job.id)).status, 'stopped')
    const user = await makeUser(account.id)
    const past = await askJson(client, 'get', '/leads/jobs?past=1', user)
    assert.equal(past.body().data[0].id, job.id)
    assert.isTrue(past.body().data[0].undoable)
  })
})

const distributions = async (accountId: string) =>
  (await store.all('select id from distributions where account_id = ?', [accountId])).length
