import { createHash } from 'node:crypto'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { acceptLead } from '#entities/accept_lead'
import { findEntity } from '#entities/repository'
import { acceptLeads } from '#intake/accept_leads'
import { as } from '#tests/functional/api/call'
import { makeAccount, makeToken, someValues, startEngine } from '#tests/helpers/make_account'

const CONSENT = {
  text: 'I agree to be called by up to three installers.',
  version: '3',
  at: '2026-11-01T10:00:00Z',
  ip: '203.0.113.9',
  user_agent: 'Mozilla/5.0',
  page: 'https://solar.example/quote',
  form: 'quote',
  form_version: '4',
  trusted_form_cert_url: 'https://cert.trustedform.com/0123',
}

async function consented(consent: object = CONSENT, more: object = {}) {
  const account = await makeAccount()
  const api = as(account)
  const values = someValues()
  const made = await api.post('/leads', {
    ...{ entity: 'solar', values, source: 'google-ads', consent },
    ...more,
  })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  return { account, api, values, id: made.body.id as string }
}

test.group('Consents', (group) => {
  group.setup(() => startEngine())

  test('what was agreed to is kept word for word, with where it came from', async ({ assert }) => {
    const { api, id } = await consented()
    const { body } = await api.get(`/leads/${id}/consents`)
    const [one] = body.data
    assert.lengthOf(body.data, 1)
    assert.equal(one.text, CONSENT.text)
    assert.equal(one.text_sha256, createHash('sha256').update(CONSENT.text).digest('hex'))
    assert.equal(one.given_at, '2026-11-01T10:00:00.000Z')
    assert.deepEqual(
      [one.version, one.ip, one.user_agent, one.page, one.form, one.form_version, one.source],
      [
        ...['3', '203.0.113.9', 'Mozilla/5.0', 'https://solar.example/quote', 'quote', '4'],
        'google-ads',
      ]
    )
    assert.deepEqual(one.evidence, [
      { kind: 'trusted_form', value: 'https://cert.trustedform.com/0123' },
    ])
    assert.isNull(one.withdrawn_at)
    const stranger = as(await makeAccount())
    assert.equal((await stranger.get(`/leads/${id}/consents`)).status, 404)
  })

  test('the same text is kept once, and several things agreed to are several records', async ({
    assert,
  }) => {
    const { account, api, id } = await consented({
      ...CONSENT,
      items: [{ text: 'Calls' }, { text: 'Mails', version: '9' }],
    })
    const { body } = await api.get(`/leads/${id}/consents`)
    assert.deepEqual(
      body.data.map((one: any) => [one.text, one.version, one.form]),
      [
        ['Calls', '3', 'quote'],
        ['Mails', '9', 'quote'],
      ]
    )
    for (let n = 0; n < 3; n++)
      await api.post('/leads', {
        ...{ entity: 'solar', values: someValues() },
        consent: { text: 'Calls' },
      })
    const texts = await db.from('consent_texts').where('account_id', account.id)
    assert.sameMembers(
      texts.map((row) => row.text),
      ['Calls', 'Mails']
    )
    assert.lengthOf(await db.from('consents').where('account_id', account.id), 5)
  })

  test('a lead without consent has none, and one that comes again agrees again', async ({
    assert,
  }) => {
    const { api, id, values } = await consented()
    const plain = await api.post('/leads', { entity: 'solar', values: someValues() })
    assert.deepEqual((await api.get(`/leads/${plain.body.id}/consents`)).body.data, [])
    await api.post('/leads', {
      ...{ entity: 'solar', values, duplicate: 'update' },
      consent: { text: 'Another text' },
    })
    const { body } = await api.get(`/leads/${id}/consents`)
    assert.deepEqual(
      body.data.map((one: any) => one.text),
      [CONSENT.text, 'Another text']
    )
  })

  test('a consent is withdrawn once, says so, and may put the person on a list', async ({
    assert,
  }) => {
    const { account, api, id, values } = await consented()
    await api.post('/suppression', { key: 'dnc', name: 'Do not contact' })
    const wish = { reason: 'asked by phone', suppress: ['dnc'] }
    assert.equal(
      (await api.post(`/leads/${id}/consent/withdraw`, { suppress: ['no'] })).status,
      404
    )
    const first = await api.post(`/leads/${id}/consent/withdraw`, wish)
    assert.deepEqual(first.body, { withdrawn: 1, suppressed: 1 })
    const again = await api.post(`/leads/${id}/consent/withdraw`)
    assert.deepEqual(again.body, { withdrawn: 0, suppressed: 0 })
    const [one] = (await api.get(`/leads/${id}/consents`)).body.data
    assert.isNotNull(one.withdrawn_at)
    assert.equal(one.reason, 'asked by phone')
    assert.match(one.withdrawn_by, /^token:/)
    const events = await db.from('events').where({ lead_id: id, type: 'consent.withdrawn' })
    assert.lengthOf(events, 1)
    const asked = { email: values.email }
    assert.isTrue((await api.post('/suppression/dnc/check', asked)).body.listed)
    const reader = as(await makeToken(account.id, ['leads:read']))
    assert.equal((await reader.post(`/leads/${id}/consent/withdraw`)).status, 403)
  })

  test('erasing the person leaves what was agreed to and when, not where from', async ({
    assert,
  }) => {
    const { api, id } = await consented()
    assert.equal((await api.delete(`/leads/${id}`)).status, 204)
    const [one] = (await api.get(`/leads/${id}/consents`)).body.data
    assert.equal(one.text, CONSENT.text)
    assert.equal(one.given_at, '2026-11-01T10:00:00.000Z')
    assert.deepEqual([one.ip, one.user_agent, one.page, one.evidence], [null, null, null, []])
  })

  test('what no validator has seen is kept as far as it can be read', async ({ assert }) => {
    const account = await makeAccount()
    const entity = (await findEntity(account.id, 'solar'))!
    const accepted = acceptLead(someValues(), entity, Date.now(), {
      country: 'US',
      currency: 'USD',
    })
    if (!accepted.ok) throw new Error('unreadable')
    const consent = {
      text: `a\0b`,
      at: 'tomorrow',
      ip: 7,
      items: 'none',
      evidence: [{ url: 'x' }, 3],
    }
    const base = { entity, source: null, externalId: null, profile: null, test: false }
    const [outcome] = await acceptLeads(account.id, [
      { ...base, accepted: accepted.value, duplicate: null, consent },
    ])
    assert.equal(outcome.type, 'stored')
    const row = await db.from('consents').where('account_id', account.id).first()
    assert.isNull(row.given_at)
    assert.deepEqual(JSON.parse(row.evidence), [
      { kind: 'other', value: 'x' },
      { kind: 'other', value: '3' },
    ])
  })
})
