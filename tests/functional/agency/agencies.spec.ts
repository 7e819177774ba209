import { test } from '@japa/runner'
import { setAgency } from '#accounts/agencies/set_agency'
import { findAccountByKey } from '#accounts/repository'
import { provisionAccount } from '#distribution/configuration/provision_account'
import { insider } from '#tests/functional/accounts/support/team'
import { BY, historyOf, newAgency, newClient, someKey } from '#tests/functional/agency/support'
import { newAccount } from '#tests/functional/blueprint/new_account'

const ruleOf = (result: { ok: boolean; problem?: { rule: string }[] }) => result.problem?.[0].rule

test.group('Agencies', () => {
  test('an account becomes one and stops being one, as long as it has no clients', async ({
    assert,
  }) => {
    const { id, key } = await newAccount()
    assert.isTrue((await setAgency(id, true, BY)).ok)
    assert.isTrue((await findAccountByKey(key))!.agency)
    assert.isTrue((await setAgency(id, false, BY)).ok)
    assert.isFalse((await findAccountByKey(key))!.agency)
    assert.deepEqual((await historyOf(id)).slice(1), [
      'test updated account',
      'test updated account',
    ])
    await setAgency(id, true, BY)
    await newClient(id)
    assert.equal(ruleOf(await setAgency(id, false, BY)), 'clients')
    assert.isTrue((await findAccountByKey(key))!.agency)
    assert.equal(ruleOf(await setAgency('acc_none', true, BY)), 'unknown')
  })

  test('there is one level: a client is no agency, and what is none has no clients', async ({
    assert,
  }) => {
    const { agency } = await newAgency()
    const client = await newClient(agency.id)
    assert.equal(ruleOf(await setAgency(client.id, true, BY)), 'client')
    const below = await provisionAccount({ key: someKey(), agencyId: client.id }, BY)
    assert.equal(ruleOf(below), 'agency')
  })

  test('a client made while its agency ceases to be one never belongs to nobody', async ({
    assert,
  }) => {
    for (let i = 0; i < 5; i++) {
      const { agency } = await newAgency()
      const [made, off] = await Promise.all([
        provisionAccount({ key: someKey(), agencyId: agency.id }, BY),
        setAgency(agency.id, false, BY),
      ])
      const { agency: still } = (await findAccountByKey(agency.key))!
      assert.equal(still, made.ok)
      assert.notEqual(made.ok, off.ok)
    }
  })

  test('the console is of owners and admins of agencies', async ({ assert }) => {
    const { agency, owner } = await newAgency()
    const client = await newClient(agency.id)
    const admin = await insider(agency.id, 'admin')
    const operator = await insider(agency.id, 'operator')
    const plain = await insider((await newAccount()).id, 'owner')
    assert.equal((await owner.visitor.page('/agency')).props.counts.all, 1)
    assert.equal((await admin.visitor.json('GET', '/agency/search')).body.data.length, 1)
    assert.equal((await operator.visitor.json('GET', '/agency/search')).status, 403)
    assert.equal((await plain.visitor.json('GET', '/agency/search')).status, 404)
    const boss = await insider(client.id, 'owner')
    assert.equal((await boss.visitor.json('GET', '/agency/search')).status, 404)
  })

  test('a client of another agency is as good as none', async ({ assert }) => {
    const { owner } = await newAgency()
    const other = await newAgency()
    const client = await newClient(other.agency.id)
    const answers = await Promise.all([
      ...['enter', 'rest', 'owner'].flatMap((what) =>
        [client.key, 'nobody'].map((key) =>
          owner.visitor.json('POST', `/agency/clients/${key}/${what}`, {
            ...{ resting: true, owner: 'a@b.example' },
          })
        )
      ),
      owner.visitor.json('GET', `/agency/clients/${client.key}`),
    ])
    for (const { status } of answers) assert.equal(status, 404)
    assert.isNull((await findAccountByKey(client.key))!.suspendedAt)
    assert.lengthOf((await owner.visitor.json('GET', '/agency/search')).body.data, 0)
  })
})
