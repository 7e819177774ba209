import { test } from '@japa/runner'
import { type TestAccount, makeAccount } from '#tests/helpers/make_account'
import { as } from '#tests/functional/api/call'
import { askJson, makeUser } from '#tests/functional/pages/workspace'

async function post(account: TestAccount, values: object): Promise<string> {
  const answer = await as(account).post('/leads', { entity: 'solar', values })
  return answer.body.id
}

test.group('The search of the palette', () => {
  test('finds a lead by id, by the address it is known by in any spelling, and by words in it', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount()
    const user = await makeUser(account.id, 'viewer')
    const email = `maria-${account.key}@mail.example`
    const lead = await post(account, { email, state: 'CA', monthly_bill: 240, ssn: '12-34' })
    for (const q of [lead, email, ` ${email.toUpperCase()} `, `maria-${account.key}`, '12-34']) {
      const answer = await askJson(client, 'get', `/search?q=${encodeURIComponent(q)}`, user)
      answer.assertStatus(200)
      assert.deepEqual(
        answer.body().leads.map((one: { id: string }) => one.id),
        [lead],
        q
      )
    }
  })

  test('finds partners, profiles and entities by name or key, the best first', async ({
    client,
    assert,
  }) => {
    const account = await makeAccount()
    const user = await makeUser(account.id)
    const found = async (q: string) => (await askJson(client, 'get', `/search?q=${q}`, user)).body()
    assert.deepEqual((await found('co')).partners, [
      { key: 'brightco', name: 'BrightCo' },
      { key: 'sunco', name: 'SunCo' },
    ])
    const solar = await found('solar')
    assert.deepEqual(solar.profiles, [{ key: 'solar-us', name: 'Solar US' }])
    assert.deepEqual(solar.entities, [{ key: 'solar', name: 'Solar lead' }])
  })

  test('knows nothing of another account, and takes % and _ as they are', async ({
    client,
    assert,
  }) => {
    const own = await makeAccount()
    const other = await makeAccount()
    const user = await makeUser(own.id)
    const lead = await post(other, {
      email: 'x@other.example',
      state: 'CA',
      monthly_bill: 240,
    })
    await post(own, { email: 'y@own.example', state: 'CA', monthly_bill: 240 })
    for (const q of [lead, 'x@other.example', 'other', '%25%25%25', '___']) {
      const answer = await askJson(client, 'get', `/search?q=${q}`, user)
      assert.deepEqual(answer.body().leads, [], q)
    }
    const empty = await askJson(client, 'get', '/search?q=', user)
    empty.assertStatus(422)
  })
})
