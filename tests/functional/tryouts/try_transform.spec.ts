import { test } from '@japa/runner'
import { runTransform } from '#host/sandbox/transform_pool'
import { sendLead } from '#tests/functional/distribution/support'
import { askJson } from '#tests/functional/pages/workspace'
import { dumpTables } from '#tests/helpers/dump_tables'
import { desk } from '#tests/functional/tryouts/support'

const spread = 'export default (lead) => ({ ...lead, state: "AZ" })'

/** All but who is signed in, and which processes live. */
const stored = async (accountId: string) =>
  (await dumpTables(accountId)).filter(
    (line) => !/^(user_sessions|memberships|workers) /.test(line)
  )

test.group('A script tried out', () => {
  test('runs on a typed lead and says what went in and what came out; nothing is stored', async ({
    client,
    assert,
  }) => {
    const { account, user } = await desk()
    const before = await stored(account.id)
    const answer = await askJson(client, 'post', '/transforms/try', user, {
      entity: 'loan',
      place: 'node',
      code: 'export default (lead) => { console.log(lead.state); return { ...lead, state: "AZ" } }',
      values: { email: 'ann@mail.example', state: 'CA', monthly_bill: '99' },
    })
    answer.assertStatus(200)
    const { input, output, console, error, duration_ms: took, lead } = answer.body()
    assert.deepEqual(input, { email: 'ann@mail.example', state: 'CA', monthly_bill: 99 })
    assert.deepEqual(output, { ...input, state: 'AZ' })
    assert.deepEqual(console, ['CA'])
    assert.isNull(error)
    assert.isAbove(took, 0)
    assert.equal(lead.kind, 'typed')
    assert.deepEqual(await stored(account.id), before)
  })

  test('before a delivery what a lead has not is null, as it is when one is sent', async ({
    client,
    assert,
  }) => {
    const { user } = await desk()
    const body = { entity: 'loan', code: spread, values: { email: 'ann@mail.example' } }
    const at = async (place: string) =>
      (await askJson(client, 'post', '/transforms/try', user, { ...body, place })).body().input
    assert.notProperty(await at('node'), 'monthly_bill')
    assert.isNull((await at('delivery')).monthly_bill)
  })

  test('a mistake is an answer with its line and what was written before it', async ({
    client,
    assert,
  }) => {
    const { user } = await desk()
    const code =
      'export default (lead) => {\n  console.log("here")\n  return { a: lead.none.length }\n}'
    const answer = await askJson(client, 'post', '/transforms/try', user, {
      ...{ entity: 'loan', place: 'node', code },
    })
    const { output, error, console } = answer.body()
    assert.isNull(output)
    assert.deepEqual([error.type, error.line], ['error', 3])
    assert.include(error.message, 'length')
    assert.deepEqual(console, ['here'])
  })

  test('encrypted values of a stored lead reach no script, however it spells them', async ({
    client,
    assert,
  }) => {
    const { account, user } = await desk()
    const lead = await sendLead(account.id, { ssn: '987-65-4321' })
    const code =
      'export default (lead) => ({ spelled: [...lead.ssn].join("."), email: lead.email })'
    const body = { entity: 'loan', place: 'node', code, lead }
    const tried = (await askJson(client, 'post', '/transforms/try', user, body)).body()
    assert.deepEqual(tried.stand_ins, ['ssn'])
    assert.equal(tried.output.spelled, '0.0.0.-.0.0.-.0.0.0.0')
    assert.equal(tried.output.email, tried.input.email)
    const shown = await askJson(client, 'post', '/templates/preview', user, {
      profile: 'solar',
      lead,
      delivery: {
        use: 'webhook',
        url: 'https://x.example/',
        body: { spelled: '{{ lead.spelled }}' },
        transform: code,
      },
    })
    assert.isString(shown.body().request.body)
    assert.notInclude(shown.body().request.body, '9.8.7')
  })

  test('one stopped three times in trials still runs where leads are', async ({
    client,
    assert,
  }) => {
    const { account, user } = await desk()
    const code = 'export default (lead) => { if (lead.state !== "CA") for (;;); return lead }'
    const trial = { entity: 'loan', place: 'node', code, values: { state: 'NV' } }
    const types: string[] = []
    for (let i = 0; i < 4; i++)
      types.push((await askJson(client, 'post', '/transforms/try', user, trial)).body().error.type)
    assert.deepEqual(types, ['timeout', 'timeout', 'timeout', 'disabled'])
    const live = await runTransform({ account: account.id, code, input: { state: 'CA' } })
    assert.isTrue(live.ok)
  }).timeout(20_000)

  test('a wrong sample is told at its field; only who may configure runs one', async ({
    client,
    assert,
  }) => {
    const { user } = await desk()
    const body = { entity: 'loan', place: 'node', code: spread }
    const values = { monthly_bill: 'much' }
    const wrong = await askJson(client, 'post', '/transforms/try', user, { ...body, values })
    wrong.assertStatus(422)
    assert.equal(wrong.body().errors[0].field, 'values.monthly_bill')
    const { user: viewer } = await desk(undefined, 'viewer')
    const denied = await askJson(client, 'post', '/transforms/try', viewer, body)
    denied.assertStatus(403)
  })
})
