import { test } from '@japa/runner'
import { newId } from '#shared/ids'
import { store } from '#store/store'
import type { Row, Work, Write } from '#store/types'
import { makeAccount } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'
import {
  brokenInvariants,
  leadOf,
  ledgerOf,
  loanBlueprint,
  sendLead,
} from '#tests/functional/distribution/support'
import { engine } from '#distribution/engine'
import { Sweeper } from '#distribution/workers/sweeper'
import { Worker } from '#distribution/workers/worker'

/** Puts a finished sale back to where a crash right after the request left would have found it. */
async function crashAfterSending(leadId: string, deliveryId: string, runId: string) {
  const dead = newId('wrk')
  const work: Work<null> = {
    locks: [],
    decide: () => ({
      result: null,
      writes: <Write[]>[
        {
          update: 'distributions',
          id: runId,
          set: { status: 'running', owner: dead, wake_at: null, finished_at: null },
        },
        {
          update: 'deliveries',
          id: deliveryId,
          set: { status: 'sending', finished_at: null, reference: null },
        },
        { refreshLead: leadId, at: Date.now() },
      ],
    }),
  }
  await store.submit(work)
}

test.group('a run whose worker died', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })

  test('is settled before anybody else is asked, under the key of its first request', async ({
    assert,
  }) => {
    const blueprint = loanBlueprint(server, [
      { key: 'first', caps: { total: 9 } },
      { key: 'second' },
    ])
    const { id } = await makeAccount({ currency: 'EUR', blueprint })
    // A test lead books nothing, so that the sale can be taken back to the moment of the crash.
    const sold = await leadOf(id, await sendLead(id, {}, { test: true }))
    const [run] = sold.distributions
    await crashAfterSending(sold.id, run.deliveries[0].id, run.id)

    await engine.waitForLead(id, sold.id, 10_000)
    const lead = await leadOf(id, sold.id)
    assert.equal(lead.status, 'sold')
    assert.deepEqual(
      server.journal.map((one) => [one.path, one.key]),
      [
        ['/first', run.deliveries[0].id],
        ['/first', run.deliveries[0].id],
      ]
    )
    assert.deepEqual(
      lead.distributions[0].deliveries[0].attempts.map((one) => one.outcome),
      ['unknown', 'accepted']
    )
    assert.deepEqual(await ledgerOf(id), { count: 0, total: 0 })
    assert.deepEqual(await brokenInvariants(id), [])
  })
  test('an own run is called when it lies idle twice running: at once it may be one just written', async ({
    assert,
  }) => {
    const { id } = await makeAccount({ blueprint: loanBlueprint(server, [{ key: 'first' }]) })
    const lead = await leadOf(id, await sendLead(id, {}, { test: true }))
    const [run] = lead.distributions
    const put = (set: Row) =>
      store.submit<null>({
        locks: [],
        decide: () => ({ result: null, writes: [{ update: 'distributions', id: run.id, set }] }),
      })
    // Another worker's id, so that the running sweeper of this process leaves the row alone.
    const worker = new Worker()
    await put({ status: 'running', owner: worker.id, wake_at: Date.now() + 60_000 })
    const called: string[] = []
    const active = new Set<string>()
    const sweeper = new Sweeper(worker, active, (one) => called.push(one.id))
    await sweeper.lookAfterOwn()
    assert.deepEqual(called, [])
    active.add(run.id)
    await sweeper.lookAfterOwn()
    active.clear()
    await sweeper.lookAfterOwn()
    assert.deepEqual(called, [])
    await sweeper.lookAfterOwn()
    assert.deepEqual(called, [run.id])
    await put({ status: 'unsold', owner: null, wake_at: null })
  })

  test('whoever waits behind an account with very many runs is called in the first round', async ({
    assert,
  }) => {
    const leads = []
    for (const key of ['first', 'second']) {
      const { id } = await makeAccount({ blueprint: loanBlueprint(server, [{ key }]) })
      leads.push(await leadOf(id, await sendLead(id, {}, { test: true })))
    }
    const [row, last] = await Promise.all(
      leads.map(({ distributions: [run] }) => store.rowBy('distributions', 'id', run.id))
    )
    // This process' own by their rows, so that its sweeper leaves them; another, to whom it is dead, does not.
    const due = { status: 'queued', owner: engine.worker.id, wake_at: null }
    const many = Array.from({ length: 450 }, (_, i) => ({ ...row, ...due, id: `${row!.id}x${i}` }))
    await store.submit<null>({
      locks: [],
      decide: () => ({
        result: null,
        writes: [
          ...many.map((one) => ({ insert: 'distributions' as const, row: one as Row })),
          { update: 'distributions' as const, id: last!.id as string, set: due },
        ],
      }),
    })
    const stranger = {
      id: 'wrk_stranger',
      living: async () => ['wrk_stranger'],
    } as unknown as Worker
    const called: string[] = []
    const sweeper = new Sweeper(stranger, new Set(), (one) => called.push(one.id))
    try {
      await sweeper.sweep()
      assert.includeMembers(called, [last!.id as string, `${row!.id}x0`])
      assert.isBelow(called.filter((one) => one.startsWith(`${row!.id}x`)).length, many.length)
    } finally {
      const over = { status: 'unsold', owner: null }
      await store.submit<null>({
        locks: [],
        decide: () => ({
          result: null,
          writes: [...many, last!].map((one) => ({
            update: 'distributions' as const,
            id: one.id as string,
            set: over,
          })),
        }),
      })
    }
  })
})
