import { test } from '@japa/runner'
import { sendLead } from '#tests/functional/distribution/support'
import { askJson } from '#tests/functional/pages/workspace'
import { desk } from '#tests/functional/tryouts/support'

const rule = {
  all: [
    { field: 'state', operator: 'in', value: ['CA', 'AZ'] },
    {
      any: [
        { field: 'monthly_bill', operator: 'greater_than', value: 100 },
        { not: { field: 'email', operator: 'ends_with', value: '@mail.example' } },
      ],
    },
  ],
}

test.group('A rule tried on a lead', () => {
  test('every part has its verdict, every condition what the lead has', async ({
    client,
    assert,
  }) => {
    const { user } = await desk()
    const values = { email: 'ann@mail.example', state: 'NV', monthly_bill: '120' }
    const answer = await askJson(client, 'post', '/rules/try', user, {
      entity: 'loan',
      rule,
      values,
    })
    answer.assertStatus(200)
    const tried = answer.body()
    assert.isFalse(tried.matched)
    assert.deepEqual(tried.verdicts, {
      '': { matched: false },
      'all[0]': { matched: false, actual: 'NV' },
      'all[1]': { matched: true },
      'all[1].any[0]': { matched: true, actual: 120 },
      'all[1].any[1]': { matched: false },
      'all[1].any[1].not': { matched: true, actual: 'ann@mail.example' },
    })
    assert.equal(tried.explanation, 'State is NV, needs one of CA, AZ')
    assert.equal(tried.smallest_change.sentence, 'State needs one of CA, AZ')
    assert.deepEqual(tried.lead, { id: 'lead_sample', title: 'ann@mail.example', kind: 'typed' })
  })

  test('a stored lead of the account is judged; an encrypted value is not shown', async ({
    client,
    assert,
  }) => {
    const { account, user } = await desk()
    const lead = await sendLead(account.id, { state: 'CA', ssn: '123-45' })
    const given = {
      entity: 'loan',
      lead,
      rule: { all: [{ field: 'ssn', operator: 'equals', value: '123-45' }] },
    }
    const own = await askJson(client, 'post', '/rules/try', user, given)
    assert.isTrue(own.body().matched)
    assert.deepEqual(own.body().verdicts['all[0]'], { matched: true, actual: '••••' })
    assert.equal(own.body().lead.kind, 'stored')

    const other = await desk()
    const foreign = await askJson(client, 'post', '/rules/try', other.user, given)
    foreign.assertStatus(404)
    const missing = await askJson(client, 'post', '/rules/try', other.user, {
      ...given,
      lead: 'lead_nobody',
    })
    assert.deepEqual(foreign.body(), missing.body())
  })

  test('a rule that cannot mean anything is refused at its places, without a lead too', async ({
    client,
    assert,
  }) => {
    const { user } = await desk()
    const wrong = {
      all: [
        { field: 'monthly_bill', operator: 'contains', value: 1 },
        { any: [{ field: 'email', operator: 'matches', value: '(?=a)' }] },
        { field: 'gone', operator: 'equals', value: 1 },
      ],
    }
    const refused = await askJson(client, 'post', '/rules/try', user, {
      entity: 'loan',
      rule: wrong,
    })
    refused.assertStatus(422)
    assert.deepEqual(
      refused.body().errors.map((one: { field: string }) => one.field),
      ['rule.all[0].operator', 'rule.all[1].any[0].value', 'rule.all[2].field']
    )
    const read = await askJson(client, 'post', '/rules/try', user, { entity: 'loan', rule })
    assert.isNull(read.body().matched)
  })

  test('a value typed wrongly is refused by name', async ({ client, assert }) => {
    const { user } = await desk()
    const answer = await askJson(client, 'post', '/rules/try', user, {
      entity: 'loan',
      rule,
      values: { monthly_bill: 'a lot' },
    })
    answer.assertStatus(422)
    assert.equal(answer.body().errors[0].field, 'values.monthly_bill')
  })

  test('a stranger is told to sign in', async ({ client }) => {
    const answer = await client
      .post('/rules/try')
      .header('accept', 'application/json')
      .withCsrfToken()
    answer.assertStatus(401)
  })
})
