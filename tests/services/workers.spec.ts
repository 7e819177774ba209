import { test } from '@japa/runner'
import Bull from 'bull'
import { redisUrl } from '#config/workers'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { engine } from '#distribution/engine'
import { store } from '#store/store'
import {
  brokenInvariants,
  leadOf,
  ledgerOf,
  loanBlueprint,
  sendLead,
} from '#tests/functional/distribution/support'
import { HeldAnswers, Stage, allEnded, countOf, loseQueue } from '#tests/services/support/workers'

const statuses = async (accountId: string) =>
  Object.fromEntries(
    (
      await store.all('select status, count(*) as n from leads where account_id = ? group by 1', [
        accountId,
      ])
    ).map((row) => [row.status, Number(row.n)])
  )

test.group('worker processes', (group) => {
  let stage: Stage
  group.each.setup(async () => {
    stage = new Stage()
    await stage.open()
    return () => stage.close()
  })
  const send = (id: string, count: number) =>
    Promise.all(Array.from({ length: count }, () => sendLead(id, {}, { wait: 0 })))

  test('who sends very many leads, to a partner that does not answer, keeps nobody else waiting', async ({
    assert,
  }) => {
    const [flooding, quiet] = [
      await stage.account([{ key: 'flooded' }]),
      await stage.account([{ key: 'quick' }]),
    ]
    const held = new HeldAnswers()
    stage.server.behave((received, response, request) =>
      received.path === '/flooded'
        ? held.behave(received, response, request)
        : { json: { status: 'ok' } }
    )
    await stage.start(1, '--concurrency=4')
    await send(flooding, 120)
    await held.waitFor(3)
    for (const id of await send(quiet, 3)) await engine.waitForLead(quiet, id, 20_000)
    assert.deepEqual(await statuses(quiet), { sold: 3 })
    assert.equal(held.count, 3, 'and nobody of the flood went on meanwhile')
    held.release()
    await allEnded(flooding)
    assert.deepEqual(await statuses(flooding), { sold: 120 })
    for (const id of [flooding, quiet]) assert.deepEqual(await brokenInvariants(id), [])
  })

  test('leads stored here are sold by the workers, by all of them', async ({ assert }) => {
    const id = await stage.account([{ key: 'only' }])
    // One lead at a time each: three answers held at once are three workers at work.
    await stage.start(3, '--concurrency=1')
    const held = new HeldAnswers()
    stage.server.behave(held.behave)
    await send(id, 40)
    assert.equal(engine.underWay, 0, 'nothing is run in this process')
    await held.waitFor(3)
    const owners = await store.all(
      `select distinct owner from distributions where account_id = ? and owner is not null`,
      [id]
    )
    assert.sameMembers(
      owners.map((row) => row.owner as string),
      stage.workers.map((worker) => worker.id)
    )
    held.release()
    await allEnded(id)
    assert.deepEqual(await statuses(id), { sold: 40 })
    assert.deepEqual(await ledgerOf(id), { count: 40, total: 40_000 })
    assert.lengthOf(new Set(stage.server.journal.map((one) => one.key)), 40)
    assert.lengthOf(stage.server.journal, 40)
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('caps are exact to the unit over three workers', async ({ assert }) => {
    const id = await stage.account(
      [
        { key: 'counted', caps: { day: 37 } },
        { key: 'spending', price: '7.00' },
        { key: 'shared', partner: 'counted', price: '3.00' },
      ],
      {},
      { counted: { caps: { total: 50 } }, spending: { caps: { spend_total: '200.00' } } }
    )
    await stage.start(3)
    await send(id, 150)
    await allEnded(id)
    const sold = await store.all(
      `select assignment_key as key, count(*) as n from deliveries where account_id = ? and status = 'accepted' group by 1 order by 1`,
      [id]
    )
    assert.deepEqual(
      sold.map((row) => [row.key, Number(row.n)]),
      [
        ['counted', 37],
        ['shared', 13],
        ['spending', 28],
      ]
    )
    assert.deepEqual(await statuses(id), { sold: 78, unsold: 72 })
    assert.deepEqual(await ledgerOf(id), { count: 78, total: 37_000 + 13 * 300 + 28 * 700 })
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('turns are dealt to the lead over three workers, and after one of them is killed', async ({
    assert,
  }) => {
    const id = await stage.account(
      [
        { key: 'big', weight: 6 },
        { key: 'middle', weight: 3 },
        { key: 'small', weight: 1 },
      ],
      { strategy: { use: 'weighted' } }
    )
    const [doomed] = await stage.start(3)
    const offers = async () =>
      Object.fromEntries(
        (
          await store.all(
            'select assignment_key as key, count(*) as n from deliveries where account_id = ? group by 1',
            [id]
          )
        ).map((row) => [row.key, Number(row.n)])
      )
    await send(id, 300)
    await allEnded(id)
    assert.deepEqual(await offers(), { big: 180, middle: 90, small: 30 })

    const held = new HeldAnswers()
    stage.server.behave(held.behave)
    await send(id, 60)
    await held.waitFor(20)
    assert.equal(await doomed.kill('SIGKILL'), 'SIGKILL')
    held.release()
    await allEnded(id)
    // What was reserved before the crash was dealt, and what was not was not: nobody is a turn off.
    const all = await offers()
    for (const [key, share] of Object.entries({ big: 6, middle: 3, small: 1 }))
      assert.isBelow(Math.abs(all[key] - 36 * share), 1, key)
    assert.deepEqual(await statuses(id), { sold: 360 })
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('what a killed worker had under way is taken over, under the first keys', async ({
    assert,
  }) => {
    const id = await stage.account([{ key: 'first', caps: { total: 30 } }, { key: 'second' }])
    const [doomed] = await stage.start(1)
    const held = new HeldAnswers()
    stage.server.behave(held.behave)
    const leads = await send(id, 30)
    await held.waitFor(30)
    assert.equal(await doomed.kill('SIGKILL'), 'SIGKILL')
    const asked = new Map(stage.server.journal.map((one) => [one.key, one.body.email]))
    assert.lengthOf([...asked], 30)
    await stage.start(2)
    held.release()
    await allEnded(id)
    assert.deepEqual(await statuses(id), { sold: 30 })
    const again = stage.server.journal.slice(30)
    assert.lengthOf(again, 30, 'each is asked about once more')
    for (const { key, body, path } of again) {
      assert.equal(asked.get(key), body.email)
      assert.equal(path, '/first', 'nobody else is asked about a lead that may be sold')
    }
    const lead = await leadOf(id, leads[0])
    assert.deepEqual(
      lead.distributions[0].deliveries[0].attempts.map((one) => one.outcome),
      ['unknown', 'accepted']
    )
    assert.deepEqual(await ledgerOf(id), { count: 30, total: 30_000 })
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a worker that is asked to stop finishes what is under way and ends well', async ({
    assert,
  }) => {
    const id = await stage.account([{ key: 'only' }])
    const [leaving] = await stage.start(1, '--concurrency=5')
    const held = new HeldAnswers()
    stage.server.behave(held.behave)
    await send(id, 20)
    // A place is kept for other accounts.
    await held.waitFor(4)
    const ended = leaving.kill('SIGTERM')
    held.release()
    assert.equal(await ended, 0)
    const open = await countOf(
      `select count(*) as n from distributions where account_id = ? and owner is not null`,
      [id]
    )
    assert.equal(open, 0, 'what it did not begin is nobody’s')
    await stage.start(1)
    await allEnded(id)
    assert.deepEqual(await statuses(id), { sold: 20 })
    assert.lengthOf(stage.server.journal, 20, 'nothing was asked twice')
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a queue that lost everything loses no lead', async ({ assert }) => {
    const id = await stage.account([{ key: 'only' }])
    await send(id, 25)
    assert.isAbove(await loseQueue(), 0)
    const held = new HeldAnswers()
    stage.server.behave(held.behave)
    await stage.start(2)
    // With the workers at it, once more.
    await held.waitFor(25)
    await send(id, 25)
    await loseQueue()
    held.release()
    await allEnded(id)
    assert.deepEqual(await statuses(id), { sold: 50 })
    assert.lengthOf(stage.server.journal, 50)
    assert.deepEqual(await ledgerOf(id), { count: 50, total: 50_000 })
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('every call doubled, before, during and after, changes nothing', async ({ assert }) => {
    const id = await stage.account([{ key: 'a' }, { key: 'b' }, { key: 'c' }], {
      strategy: { use: 'send_to_all' },
    })
    const queue = new Bull<{ id: string }>('distributions', redisUrl!, { prefix: 'sluice' })
    const callAll = async () => {
      const runs = await store.all('select id from distributions where account_id = ?', [id])
      const calls = runs.flatMap(({ id: run }) =>
        [1, 2, 3].map(() => ({ data: { id: run as string } }))
      )
      await queue.addBulk(calls)
    }
    try {
      const held = new HeldAnswers()
      stage.server.behave(held.behave)
      await send(id, 20)
      await callAll()
      await stage.start(3)
      await held.waitFor(60)
      await callAll()
      held.release()
      await allEnded(id)
      await callAll()
      // The last calls are through when the queue is empty.
      for (;;) {
        const { waiting, active, delayed } = await queue.getJobCounts()
        if (waiting + active + delayed === 0) break
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    } finally {
      await queue.close()
    }
    assert.deepEqual(await statuses(id), { sold: 20 })
    assert.lengthOf(stage.server.journal, 60)
    assert.lengthOf(new Set(stage.server.journal.map((one) => one.key)), 60)
    assert.deepEqual(await ledgerOf(id), { count: 60, total: 60_000 })
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a profile made a moment ago is known to workers that have worked before', async ({
    assert,
  }) => {
    const id = await stage.account([{ key: 'old' }])
    await stage.start(1)
    await sendLead(id, {}, { wait: 15_000 })
    const more = loanBlueprint(stage.server, [{ key: 'new' }], { key: 'fresh', trigger: 'manual' })
    for (let i = 0; i < 3; i++) {
      more.profiles[0].key = `fresh-${i}`
      const applied = await applyBlueprint(id, more, { actor: null })
      assert.isTrue(applied.ok)
      const leadId = await sendLead(id, {}, { profile: `fresh-${i}`, wait: 15_000 })
      const lead = await leadOf(id, leadId)
      assert.deepEqual([lead.status, lead.distributions[0].reason], ['sold', null])
      assert.equal(lead.distributions[0].deliveries[0].assignment, 'new')
    }
  })

  test('a retry that is waited for survives the worker that planned it', async ({ assert }) => {
    const id = await stage.account([{ key: 'busy', delivery: { retry: { attempts: 3 } } }])
    const [first] = await stage.start(1)
    stage.server.behave((_, response) => {
      response.writeHead(503, { 'retry-after': '2', 'content-type': 'application/json' })
      response.end('{}')
    })
    const leadId = await sendLead(id, {}, { wait: 0 })
    for (;;) {
      const [delivery] = (await leadOf(id, leadId)).distributions[0].deliveries
      if (delivery?.status === 'pending') break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await first.kill('SIGKILL')
    await loseQueue()
    stage.server.behave(() => ({ json: { status: 'ok' } }))
    await stage.start(1)
    await allEnded(id)
    assert.deepEqual(await statuses(id), { sold: 1 })
    assert.lengthOf(new Set(stage.server.journal.map((one) => one.key)), 1)
  })
})
