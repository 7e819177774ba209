import { test } from '@japa/runner'
import { store } from '#store/store'
import { sendLead } from '#tests/functional/distribution/support'
import { askJson } from '#tests/functional/pages/workspace'
import { desk } from '#tests/functional/tryouts/support'
import { type PartnerServer, partnerServer } from '#tests/helpers/partner_server'

const counted = [
  'leads',
  'distributions',
  'deliveries',
  'attempts',
  'postings',
  'cap_buckets',
  'circuits',
]

async function rowsOf(accountId: string) {
  const counts: Record<string, number> = {}
  for (const table of counted) {
    const columns = await store.all(`select * from ${table} where account_id = ?`, [accountId])
    counts[table] = columns.length
  }
  return counts
}

test.group('A test delivery', (group) => {
  let partner: PartnerServer
  group.each.setup(async () => {
    partner = await partnerServer()
    return () => partner.close()
  })
  const at = '/profiles/solar/assignments/sunco-ca/test'

  test('really goes out, shows what came back, and leaves nothing behind but a note', async ({
    client,
    assert,
  }) => {
    const { account, user } = await desk(partner.url)
    partner.behave(() => ({
      json: { status: 'ok', id: 'b-1', price: '19.00', echo: 'top-secret-1' },
    }))
    const before = await rowsOf(account.id)
    const answer = await askJson(client, 'post', at, user, {
      values: { email: 'ann@mail.example' },
      source: 'ads',
    })
    answer.assertStatus(200)
    const { outcome, request, response, reading, duration_ms: duration } = answer.body()
    assert.deepInclude(outcome, { status: 'accepted', reference: 'b-1', price: '19.00' })
    assert.equal(request.headers['X-Api-Key'], '[redacted]')
    assert.notInclude(JSON.stringify(answer.body()), 'top-secret-1')
    assert.equal(response.status, 200)
    assert.equal(reading.decided_by, 'accepted')
    assert.isNumber(duration)
    assert.lengthOf(partner.journal, 1)
    assert.equal(partner.journal[0].path, '/?src=ads')
    assert.deepEqual(partner.journal[0].body, { email: 'ann@mail.example', test: true, ssn: null })

    assert.deepEqual(await rowsOf(account.id), before)
    const events = await store.all('select * from events where account_id = ?', [account.id])
    assert.deepEqual(
      events.map((one) => [one.type, one.actor]),
      [['delivery.tested', `user:${user.email}`]]
    )
    assert.notInclude(events[0].data as string, 'ann@mail.example')
  })

  test('of a draft nobody saved, and of a lead that is stored', async ({ client, assert }) => {
    const { account, user } = await desk(partner.url)
    const lead = await sendLead(account.id, { ssn: '123-45-6789', state: 'CA' })
    const answer = await askJson(client, 'post', at, user, {
      lead,
      delivery: {
        use: 'webhook',
        url: `${partner.url}/draft`,
        headers: { 'X-Api-Key': 'not-stored-anywhere' },
        body: { ssn: '{{ lead.ssn }}', test: '{{ lead.test }}' },
      },
    })
    answer.assertStatus(200)
    assert.deepEqual(partner.journal[0].body, { ssn: '123-45-6789', test: true })
    assert.deepEqual(JSON.parse(answer.body().request.body), { ssn: '[encrypted]', test: true })
    const secrets = await store.all('select name from secrets where account_id = ?', [account.id])
    assert.deepEqual(
      secrets.map((one) => one.name),
      ['SUNCO_KEY']
    )
    const events = await store.all(
      "select lead_id from events where account_id = ? and type = 'delivery.tested'",
      [account.id]
    )
    assert.deepEqual(
      events.map((one) => one.lead_id),
      [lead]
    )
  })

  test('goes through the guarded client', async ({ client, assert }) => {
    const { user } = await desk()
    const answer = await askJson(client, 'post', at, user, {
      delivery: { use: 'webhook', url: 'http://169.254.169.254/latest', body: { a: 1 } },
    })
    answer.assertStatus(200)
    assert.equal(answer.body().outcome.status, 'failed')
    assert.equal(answer.body().fault, 'config')
    assert.isNull(answer.body().response)
  })

  test('is for people who operate, of their own profiles, and not too often', async ({
    client,
    assert,
  }) => {
    const viewer = await desk(partner.url, 'viewer')
    const denied = await askJson(client, 'post', at, viewer.user, {})
    denied.assertStatus(403)
    const { user } = await desk(partner.url)
    const missing = await askJson(client, 'post', at.replace('sunco-ca', 'gone'), user, {})
    missing.assertStatus(404)
    const draft = { delivery: { use: 'webhook', url: 'nowhere' } }
    const wrong = await askJson(client, 'post', at, user, draft)
    wrong.assertStatus(422)
    assert.equal(wrong.body().errors[0].field, 'url')
    const statuses: number[] = []
    for (let i = 0; i < 20; i++) {
      const answer = await askJson(client, 'post', at, user, draft)
      statuses.push(answer.status())
    }
    assert.equal(statuses.at(-1), 429)
    assert.lengthOf(partner.journal, 0)
  })
})
