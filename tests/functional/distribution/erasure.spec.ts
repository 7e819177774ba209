import { randomBytes, randomInt } from 'node:crypto'
import drive from '@adonisjs/drive/services/main'
import { test } from '@japa/runner'
import { engine } from '#distribution/engine'
import { changeLead } from '#intake/change_lead'
import { eraseLead } from '#intake/erase_lead'
import { settleByHand } from '#distribution/settle_from_outside'
import { store } from '#store/store'
import { as } from '#tests/functional/api/call'
import { dumpTables, rowsHolding } from '#tests/helpers/dump_tables'
import { makeAccount } from '#tests/helpers/make_account'
import { type PartnerServer, partnerServer } from '#tests/helpers/partner_server'
import {
  brokenInvariants,
  leadOf,
  ledgerOf,
  loanBlueprint,
  sendLead,
} from '#tests/functional/distribution/support'

const answer = { reason: null, price: null, reference: null }

/** A person nobody else in the database resembles. */
function person() {
  const tag = randomBytes(6).toString('hex')
  const name = `Zoe ${tag}`
  return {
    name,
    email: `${tag}@example.org`,
    phone: `+4930${randomInt(1_000_000, 9_999_999)}`,
    ssn: `S-${randomBytes(5).toString('hex')}`,
    street: `Weg ${randomBytes(5).toString('hex')}`,
    note: `likes ${randomBytes(5).toString('hex')}`,
    file: `letter-${randomBytes(5).toString('hex')}.txt`,
    former: `${randomBytes(6).toString('hex')}@example.net`,
  }
}

const FIELDS = [
  { key: 'name', label: 'Name', type: 'text' },
  { key: 'email', label: 'E-mail', type: 'email' },
  { key: 'phone', label: 'Phone', type: 'phone' },
  { key: 'ssn', label: 'SSN', type: 'text', encrypted: true },
  { key: 'home', label: 'Home', type: 'address' },
  { key: 'note', label: 'Note', type: 'long_text' },
  { key: 'letter', label: 'Letter', type: 'file' },
]

/** Everything a lead can leave behind: a route, a mail, an answer that repeats what was sent, a transform that fails. */
function blueprint(server: PartnerServer) {
  const whole = loanBlueprint(
    server,
    [
      { key: 'echo' },
      {
        key: 'broken',
        delivery: { transform: 'throw new Error(`no use for ${JSON.stringify(lead)}`)' },
      },
      { key: 'buyer' },
      { key: 'mail' },
    ],
    {
      filter: { any: [{ field: 'email', operator: 'is_not_empty' }] },
      route: {
        start: 'geo',
        nodes: {
          geo: {
            type: 'switch',
            cases: [
              { port: 'known', rule: { field: 'name', operator: 'starts_with', value: 'Zoe' } },
            ],
            ports: { known: 'clean', otherwise: 'clean' },
          },
          clean: {
            type: 'transform',
            code: 'export default (lead) => ({ ...lead, note: `${lead.name} ${lead.note}` })',
            ports: { out: 'offer' },
          },
          offer: { type: 'offer', strategy: { use: 'send_to_all' } },
        },
      },
    },
    { mail: { email: 'inbox@partner.example' } }
  )
  whole.entities[0].fields = FIELDS as never
  whole.entities[0].duplicate = { keys: ['email', 'ssn'], action: 'skip' }
  const [profile] = whole.profiles
  for (const one of profile.assignments)
    Object.assign(
      one.delivery,
      one.key === 'broken'
        ? { transform: 'export default (lead) => { throw new Error(`no use for ${lead.name}`) }' }
        : {},
      {
        headers: { 'X-Name': '{{ lead.name }}' },
        url: `${server.url}/${one.key}?mail={{ lead.email }}`,
        body: { all: '{{ lead.note }} {{ lead.ssn }} {{ lead.phone }} {{ lead.home.street }}' },
      }
    )
  profile.assignments.find((one) => one.key === 'mail')!.delivery = {
    use: 'email',
    subject: 'About {{ lead.name }}',
    text: '{{ lead.email }} {{ lead.phone }} {{ lead.ssn }}',
    html: '<p>{{ lead.home.street }}</p>',
  } as never
  return whole
}

test.group('erasure', (group) => {
  let server: PartnerServer
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })

  test('after it, nothing of the person is found in any table or file; the ledger stays', async ({
    assert,
  }) => {
    const account = await makeAccount({ currency: 'EUR', blueprint: blueprint(server) })
    const { id } = account
    const who = person()
    server.behave(({ path, body }) =>
      path.startsWith('/echo')
        ? {
            json: {
              status: 'no',
              reason: `${new URL(path, server.url).searchParams.get('mail')} and ${who.phone} are known`,
              ...body,
            },
          }
        : { json: { status: 'ok', id: `ref ${who.name}` } }
    )
    const { former, file, street, ...values } = who
    const posted = await as(account).post(
      '/leads',
      {
        entity: 'loan',
        values: {
          ...values,
          email: former,
          home: { street, city: 'Berlin' },
          letter: { name: file, content: Buffer.from(who.note).toString('base64') },
          shoe: `size of ${who.name}`,
        },
        external_id: `crm-${who.email}`,
        consent: { text: `I, ${who.name}, agree`, version: '1', ip: '203.0.113.9' },
      },
      { 'idempotency-key': `from ${who.ssn}`, 'prefer': 'wait=20' }
    )
    assert.equal(posted.status, 201, JSON.stringify(posted.body))
    const leadId = posted.body.id as string
    await as(account).patch(`/leads/${leadId}`, { values: { email: who.email } })
    await as(account).post(
      `/leads/${leadId}/distributions`,
      { profile: 'loans' },
      { prefer: 'wait=20' }
    )
    const before = (await as(account).get(`/leads/${leadId}`)).body
    assert.equal(before.status, 'sold')
    assert.sameDeepMembers(
      before.distributions[0].deliveries.map((one: { assignment: string; status: string }) => [
        one.assignment,
        one.status,
      ]),
      [
        ['echo', 'rejected'],
        ['broken', 'failed'],
        ['buyer', 'accepted'],
        ['mail', 'sent'],
      ]
    )
    const secrets = Object.values(who)
    assert.isNotEmpty(await rowsHolding(id, secrets), 'the search finds what is there')
    const path = before.values.letter.path as string
    assert.isTrue(await drive.use().exists(path))
    const ledger = await ledgerOf(id)

    const erased = await as(account).delete(`/leads/${leadId}`)
    assert.equal(erased.status, 204)
    assert.deepEqual(await rowsHolding(id, secrets), [])
    assert.isFalse(await drive.use().exists(path))
    assert.deepEqual(await ledgerOf(id), ledger)
    const after = (await as(account).get(`/leads/${leadId}`)).body
    assert.deepEqual(
      [after.values, after.extra, after.consent, after.external_id, after.status],
      [{}, {}, null, null, 'sold']
    )
    assert.isNotNull(after.erased_at)
    assert.deepEqual(
      after.distributions.map((one: { revenue: unknown }) => one.revenue),
      before.distributions.map((one: { revenue: unknown }) => one.revenue)
    )
    assert.deepEqual(await brokenInvariants(id), [])
    const again = await as(account).delete(`/leads/${leadId}`)
    assert.equal(again.status, 204, 'to erase again is no error')
    assert.equal(
      (await as(account).post(`/leads/${leadId}/distributions`, { profile: 'loans' })).status,
      409
    )
  })

  test('a transform that fails may say of what: that is not kept either', async ({ assert }) => {
    const code = 'export default (lead) => { throw new Error(`no use for ${lead.email}`) }'
    const { id } = await makeAccount({
      currency: 'EUR',
      blueprint: loanBlueprint(server, [{ key: 'only' }], {
        route: {
          start: 'clean',
          nodes: {
            clean: { type: 'transform', code, ports: { out: 'offer' } },
            offer: { type: 'offer', strategy: { use: 'first_match' } },
          },
        },
      }),
    })
    const { email } = person()
    const lead = await leadOf(id, await sendLead(id, { email }))
    assert.equal(lead.status, 'held')
    assert.match(lead.distributions[0].reason!, /failed: Error: no use for \[personal\]/)
    assert.equal(await eraseLead(id, lead.id, null), 'erased')
    assert.deepEqual(await rowsHolding(id, [email]), [])
  })

  test('while it is offered: what is under way ends, nobody else is asked, nothing stays', async ({
    assert,
  }) => {
    const { id } = await makeAccount({
      currency: 'EUR',
      blueprint: loanBlueprint(server, [{ key: 'first' }, { key: 'second' }]),
    })
    const email = person().email
    let leadId = ''
    let erased: Promise<unknown> = Promise.resolve()
    server.behave(({ path }, response) => {
      if (path !== '/first') return { json: { status: 'ok' } }
      erased = eraseLead(id, leadId, null)
      // The erasure has begun by the time the partner answers.
      setTimeout(() => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ status: 'no', reason: `no ${email}` }))
      }, 150)
    })
    leadId = await sendLead(id, { email }, { wait: 0 })
    await engine.waitForLead(id, leadId, 15_000)
    assert.equal(await erased, 'erased')
    assert.deepEqual(await rowsHolding(id, [email]), [])
    assert.deepEqual(await brokenInvariants(id), [])
    const lead = await leadOf(id, leadId)
    assert.deepEqual(lead.distributions[0].evaluations, [])
  })

  test('while it waits to be tried again: the next attempt is not made', async ({ assert }) => {
    const { id } = await makeAccount({
      currency: 'EUR',
      blueprint: loanBlueprint(server, [
        { key: 'first', caps: { total: 3 }, delivery: { retry: { attempts: 3 } } },
        { key: 'second' },
      ]),
    })
    const email = person().email
    server.behave((_, response) => {
      response.writeHead(503, { 'retry-after': '3' })
      response.end('{}')
    })
    const leadId = await sendLead(id, { email }, { wait: 1_000 })
    assert.equal((await leadOf(id, leadId)).distributions[0].deliveries[0].status, 'pending')
    const asked = server.journal.length
    assert.equal(await eraseLead(id, leadId, null), 'erased')
    await engine.waitForLead(id, leadId, 15_000)
    assert.lengthOf(server.journal, asked)
    const lead = await leadOf(id, leadId)
    assert.deepEqual(
      [lead.status, lead.distributions[0].reason, lead.distributions[0].deliveries.length],
      ['unsold', 'the person was erased', 1]
    )
    assert.deepEqual(await rowsHolding(id, [email]), [])
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a partner that decides after it still may, and what it says of the person is not kept', async ({
    assert,
  }) => {
    const { id } = await makeAccount({
      currency: 'EUR',
      blueprint: loanBlueprint(server, [{ key: 'slow' }, { key: 'second' }]),
    })
    const email = person().email
    server.behave(() => ({ json: { status: 'later' } }))
    const leadId = await sendLead(id, { email }, { wait: 300 })
    assert.equal(await eraseLead(id, leadId, null), 'erased')
    const [delivery] = (await leadOf(id, leadId)).distributions[0].deliveries
    const said = { ...answer, reason: `${email} it is`, reference: email }
    const settled = await settleByHand(id, delivery.id, { status: 'accepted', ...said }, null)
    assert.isTrue(settled.ok)
    await engine.waitForLead(id, leadId, 10_000)
    assert.equal((await leadOf(id, leadId)).status, 'sold')
    assert.deepEqual(await ledgerOf(id), { count: 1, total: 1000 })
    assert.deepEqual(await rowsHolding(id, [email]), [])
  })

  test('changes that race with it leave nothing behind', async ({ assert }) => {
    const { id } = await makeAccount({
      currency: 'EUR',
      blueprint: loanBlueprint(server, [{ key: 'only' }], { trigger: { stage: 'qualified' } }),
    })
    for (let round = 0; round < 8; round++) {
      const people = Array.from({ length: 6 }, person)
      const leadId = await sendLead(id, { email: people[0].email }, { wait: 0 })
      const changes = people.map(({ email }, i) =>
        changeLead(id, leadId, { values: { email }, stage: i % 2 ? 'new' : 'qualified' }, null)
      )
      const erased = await eraseLead(id, leadId, null)
      await Promise.all(changes)
      await engine.waitForLead(id, leadId, 10_000)
      assert.equal(erased, 'erased')
      assert.deepEqual(
        await rowsHolding(
          id,
          people.map((one) => one.email)
        ),
        []
      )
    }
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('a foreign account’s lead cannot be erased', async ({ assert }) => {
    const { id } = await makeAccount({ blueprint: loanBlueprint(server, [{ key: 'only' }]) })
    const other = await makeAccount()
    const leadId = await sendLead(id)
    const before = (await dumpTables(id)).filter((line) => line.includes(leadId))
    assert.equal(await eraseLead(other.id, leadId, null), 'not_found')
    assert.deepEqual(
      (await dumpTables(id)).filter((line) => line.includes(leadId)),
      before
    )
    const row = await store.first('select erased_at from leads where id = ?', [leadId])
    assert.isNull(row!.erased_at)
  })
})
