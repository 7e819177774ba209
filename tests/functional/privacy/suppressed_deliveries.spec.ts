import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { as } from '#tests/functional/api/call'
import { makeAccount, someValues, startEngine } from '#tests/helpers/make_account'
import { type Behaviour, partnerServer } from '#tests/helpers/partner_server'

/** Two partners with endpoints of their own, asked one after the other; the first is tried again after a failure. */
const blueprint = (first: string, second: string) => ({
  sluice: 1,
  entities: [
    {
      key: 'solar',
      name: 'Solar lead',
      fields: [
        { key: 'email', label: 'E-mail', type: 'email', required: true, encrypted: true },
        { key: 'state', label: 'State', type: 'text' },
        { key: 'monthly_bill', label: 'Monthly bill', type: 'number' },
      ],
    },
  ],
  partners: [
    { key: 'sunco', name: 'SunCo' },
    { key: 'brightco', name: 'BrightCo' },
  ],
  profiles: [
    {
      key: 'solar-us',
      name: 'Solar US',
      entity: 'solar',
      trigger: 'on_arrival',
      price: '20.00',
      strategy: { use: 'first_match' },
      assignments: [
        { key: 'one', partner: 'sunco', priority: 1, delivery: hook(first) },
        { key: 'two', partner: 'brightco', priority: 2, delivery: hook(second) },
      ],
    },
  ],
})
const hook = (url: string) => ({
  use: 'webhook',
  method: 'POST',
  url: `${url}/leads`,
  body: { email: '{{ lead.email }}' },
  retry: { attempts: 3 },
})

async function world(list: object) {
  const first = await partnerServer()
  const second = await partnerServer()
  const account = await makeAccount({ blueprint: blueprint(first.url, second.url) })
  const api = as(account)
  await api.post('/suppression', { key: 'dnc', name: 'Do not contact', ...list })
  return {
    ...{ account, api, first, second },
    close: () => Promise.all([first.close(), second.close()]),
  }
}

const listJane = (api: ReturnType<typeof as>) =>
  api.post('/suppression/dnc/entries', { entries: ['jane@example.com'] })

/** Answers that it is down, once what happens meanwhile has happened. */
const downAfter =
  (meanwhile: () => Promise<unknown>): Behaviour =>
  (_, response) => {
    void meanwhile().then(() => response.writeHead(503).end())
  }

test.group('Suppression lists: before every attempt', (group) => {
  group.setup(() => startEngine())

  test('whoever is put on a list between two attempts is not sent again', async ({ assert }) => {
    const { account, api, first, second, close } = await world({})
    // The partner is down, and the person asks not to be contacted before it is tried again.
    first.behave(downAfter(() => listJane(api)))
    const made = await api.post('/leads', {
      entity: 'solar',
      values: someValues({ email: 'jane@example.com' }),
    })
    assert.equal(made.status, 201)
    const run = await ended(account.id)
    assert.lengthOf(first.journal, 1)
    assert.lengthOf(second.journal, 0)
    assert.equal(run.status, 'unsold')
    const [delivery] = await db.from('deliveries').where('account_id', account.id)
    assert.equal(delivery.status, 'failed')
    assert.equal(delivery.reason, 'suppressed: E-mail is on the list "Do not contact"')
    // Its caps are free again.
    assert.isNull(delivery.reserved)
    await close()
  })

  test('a list of one partner ends its delivery, and the next one is asked', async ({ assert }) => {
    const { account, api, first, second, close } = await world({
      blocks: 'some',
      partners: ['sunco'],
    })
    first.behave(downAfter(() => listJane(api)))
    await api.post('/leads', { entity: 'solar', values: someValues({ email: 'jane@example.com' }) })
    const run = await ended(account.id)
    assert.equal(run.status, 'sold')
    assert.lengthOf(first.journal, 1)
    assert.lengthOf(second.journal, 1)
    await close()
  })

  test('by hand it is not sent either', async ({ assert }) => {
    const { account, api, first, close } = await world({ blocks: 'some', partners: ['sunco'] })
    first.behave(() => ({ status: 400, json: {} }))
    await api.post('/leads', { entity: 'solar', values: someValues({ email: 'jane@example.com' }) })
    await ended(account.id)
    // The other one has it by now: what was sold is taken back, so that the first may be asked again.
    const rows = await db.from('deliveries').where('account_id', account.id).orderBy('id')
    const back = await api.post(`/deliveries/${rows[1].id}/cancel`, { reason: 'invalid_phone' })
    assert.equal(back.status, 200, JSON.stringify(back.body))
    await db.from('distributions').where('account_id', account.id).update({ status: 'unsold' })
    await listJane(api)
    const before = first.journal.length
    const retried = await api.post(`/deliveries/${rows[0].id}/retry`, {})
    assert.equal(retried.status, 200, JSON.stringify(retried.body))
    await ended(account.id)
    assert.lengthOf(first.journal, before)
    const after = await db.from('deliveries').where('id', rows[0].id).first()
    assert.match(after.reason, /^suppressed: /)
    await close()
  })
})

/** The account's one run, when it has ended. */
async function ended(accountId: string) {
  for (const until = Date.now() + 30_000; Date.now() < until;) {
    const run = await db.from('distributions').where('account_id', accountId).first()
    if (run && !['queued', 'running'].includes(run.status)) return run
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the run did not end')
}
