import { test } from '@japa/runner'
import { sendLead } from '#tests/functional/distribution/support'
import { askJson } from '#tests/functional/pages/workspace'
import { desk } from '#tests/functional/tryouts/support'

const draft = {
  use: 'webhook',
  url: 'https://${SUNCO_KEY}@x.example/',
  headers: {},
  body: {},
}

test.group('A delivery previewed', () => {
  test('the request is that of the draft, secrets by name and out of the reach of templates', async ({
    client,
    assert,
  }) => {
    const { user } = await desk()
    const answer = await askJson(client, 'post', '/templates/preview', user, {
      profile: 'solar',
      assignment: 'sunco-ca',
      partner: 'sunco',
      price: '31.50',
      values: { email: 'ann@mail.example', monthly_bill: 99 },
      delivery: {
        use: 'webhook',
        url: 'https://x.example/in/{{ lead.email }}?key=1',
        headers: {
          'X-Spelled': '{{ "${SUNCO_KEY}" | split: "" | join: "." }}',
          'X-Api-Key': 'abc',
        },
        body: {
          bill: '{{ lead.monthly_bill }}',
          price: '{{ delivery.price }}',
          to: '{{ partner.name }}',
          auth: 'Bearer ${SUNCO_KEY}',
        },
      },
    })
    answer.assertStatus(200)
    const { request, problems, type, lead } = answer.body()
    assert.deepEqual(problems, [])
    assert.equal(type, 'http')
    assert.equal(lead.kind, 'typed')
    assert.equal(request.url, 'https://x.example/in/ann%40mail.example?key=[redacted]')
    assert.equal(request.headers['X-Api-Key'], '[redacted]')
    assert.notInclude(JSON.stringify(answer.body()), 'top-secret')
    assert.notInclude(request.headers['X-Spelled'], 't.o.p')
    assert.deepEqual(JSON.parse(request.body), {
      bill: 99,
      price: '31.50',
      to: 'SunCo',
      auth: 'Bearer ${SUNCO_KEY}',
    })
  })

  test('what is wrong is told at its place in the config', async ({ client, assert }) => {
    const { user } = await desk()
    const preview = async (delivery: object) => {
      const body = { entity: 'loan', delivery }
      const answer = await askJson(client, 'post', '/templates/preview', user, body)
      answer.assertStatus(200)
      return answer.body()
    }
    const config = await preview({
      ...draft,
      url: 'ftp://x',
      retries: 3,
      headers: { a: '${NONE}' },
    })
    assert.isNull(config.request)
    assert.sameMembers(
      config.problems.map((one: { field: string }) => one.field),
      ['url', 'retries', 'headers.a']
    )
    const lead = await preview({ ...draft, url: 'https://x.example/{{ lead.zip }}' })
    assert.equal(lead.problems[0].field, 'url')
    assert.equal(lead.problems[0].message, 'unknown variable lead.zip')
    const code = await preview({
      ...draft,
      url: 'https://x.example/',
      transform: 'export default (lead) => { throw new Error("no state") }',
    })
    assert.equal(code.problems[0].field, 'transform')
    assert.include(code.problems[0].message, 'no state')
    const rule = await preview({
      ...draft,
      url: 'https://x.example/',
      response: { accepted: { field: 'body.ok', operator: 'between', value: [2, 1] } },
    })
    assert.equal(rule.problems[0].field, 'response.accepted.value')
    const gone = await preview({ use: 'carrier_pigeon' })
    assert.equal(gone.problems[0].field, 'use')
  })

  test('a mail is shown as it would be, with a lead made up where none is named', async ({
    client,
    assert,
  }) => {
    const { user } = await desk()
    const answer = await askJson(client, 'post', '/templates/preview', user, {
      profile: 'solar',
      assignment: 'sunco-ca',
      delivery: {
        use: 'email',
        subject: 'Lead {{ lead.state }}',
        text: 'Bill {{ lead.monthly_bill }}',
      },
    })
    const { request, lead } = answer.body()
    assert.equal(lead.kind, 'made_up')
    assert.deepEqual(request.to, ['leads@sunco.example'])
    assert.equal(request.subject, '[Test] Lead CA')
    assert.equal(request.text, 'Bill 100')
  })

  test('encrypted values of a stored lead stay masked', async ({ client, assert }) => {
    const { account, user } = await desk()
    const lead = await sendLead(account.id, { ssn: '987-65-4321' })
    const answer = await askJson(client, 'post', '/templates/preview', user, {
      profile: 'solar',
      lead,
      delivery: { ...draft, url: 'https://x.example/', body: { ssn: '{{ lead.ssn }}' } },
    })
    assert.deepEqual(JSON.parse(answer.body().request.body), { ssn: '[encrypted]' })
  })

  test('only who may configure is shown one; a profile of others is no profile', async ({
    client,
  }) => {
    const { user } = await desk(undefined, 'viewer')
    const body = { entity: 'loan', delivery: draft }
    const denied = await askJson(client, 'post', '/templates/preview', user, body)
    denied.assertStatus(403)
    const own = await desk()
    const foreign = await askJson(client, 'post', '/templates/preview', own.user, {
      ...body,
      profile: 'nobodys',
    })
    foreign.assertStatus(404)
  })
})
