import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { parse } from 'yaml'
import { findAccountByKey, loadAccount } from '#accounts/repository'
import AccountModel from '#accounts/models/account'
import { STARTERS, startFrom } from '#distribution/setup/starters'
import { sampleLead } from '#insights/sample_keys'
import { LOCALES } from '#shared/locales'
import { insider } from '#tests/functional/accounts/support/team'
import { makeAccount, startEngine } from '#tests/helpers/make_account'

const base = () => `http://${process.env.HOST}:${process.env.PORT}/api/v1`

async function post(token: string, lead: object) {
  const answer = await fetch(`${base()}/leads`, {
    method: 'POST',
    headers: {
      'authorization': `Bearer ${token}`,
      'content-type': 'application/json',
      'prefer': 'wait=10',
    },
    body: JSON.stringify(lead),
  })
  return { status: answer.status, lead: (await answer.json()) as any }
}

test.group('Starting from a trade', (group) => {
  group.setup(() => startEngine())

  for (const language of LOCALES)
    for (const starter of STARTERS)
      test(`${starter} in ${language} applies, and the lead it shows is sold`, async ({
        assert,
      }) => {
        const made = await makeAccount({ blueprint: null, currency: 'EUR' })
        await AccountModel.query().where('id', made.id).update({ language })
        const account = (await loadAccount(made.id))!
        assert.isTrue((await startFrom(account, starter, 'user:test')).ok)
        const lead = (await sampleLead(made.id))!
        const answer = await post(made.token, lead)
        assert.oneOf(answer.status, [200, 201], JSON.stringify(answer.lead))
        assert.equal(answer.lead.status, 'sold', JSON.stringify(answer.lead.distributions))
        const again = await startFrom(account, starter, 'user:test')
        assert.deepEqual(again, { ok: false, problem: 'taken' })
      })

  test('prices are of the account, also where its money has no cents', async ({ assert }) => {
    for (const starter of STARTERS) {
      const made = await makeAccount({ blueprint: null, currency: 'JPY' })
      const account = (await findAccountByKey(made.key))!
      assert.isTrue((await startFrom(account, starter, 'user:test')).ok, starter)
    }
  })

  test('both languages make the same: words and options differ alone', async ({ assert }) => {
    const read = async (language: string, starter: string) => {
      const path = app.makePath(`database/blueprints/starters/${language}/${starter}.yml`)
      const told = new Set(['name', 'label', 'options', 'value'])
      return JSON.stringify(parse(await readFile(path, 'utf8')), (key, value) =>
        told.has(key) ? '…' : value
      )
    }
    for (const starter of STARTERS)
      assert.equal(await read('de', starter), await read('en', starter), starter)
  })

  test('the overview of an empty account starts it, for who may configure, once', async ({
    assert,
  }) => {
    const { id } = await makeAccount({ blueprint: null })
    const viewer = await insider(id, 'viewer')
    const owner = await insider(id, 'owner')
    const start = (who: typeof owner, starter: string) =>
      who.visitor.json('POST', '/overview/start', { starter })
    assert.isNull((await owner.visitor.page('/overview')).props.steps.sample)
    assert.equal((await start(viewer, 'solar')).status, 403)
    assert.equal((await start(owner, 'bakery')).status, 422)
    assert.equal((await start(owner, 'solar')).status, 204)
    const { steps } = (await owner.visitor.page('/overview')).props
    assert.deepInclude(steps, { entity: true, partner: true, profile: true, live: true })
    assert.equal(steps.sample.entity, 'solar')
    assert.equal((await start(owner, 'loans')).status, 409)
  })
})
