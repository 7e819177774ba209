import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { loadPartner } from '#partners/repository'
import { listVatChecks } from '#partners/vat_checks'
import { checkVatId } from '#billing/vies/check_vat_id'
import { RecheckRunner } from '#billing/vies/recheck_runner'
import { as } from '#tests/functional/api/call'
import { FRENCH, OCTOBER, SELLER, billingAccount, book } from '#tests/functional/billing/support'
import { askJson, makeUser } from '#tests/functional/pages/workspace'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { type ViesStandIn, viesStandIn } from '#tests/helpers/vies_stand_in'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const OUTAGE = 4 * HOUR
const day = (text: string) => Date.parse(`${text}T10:00:00Z`)
let vies: ViesStandIn

const { vat_id_status: UNUSED, ...UNCHECKED } = FRENCH

async function world() {
  const account = await billingAccount({ billing: UNCHECKED })
  const service = { url: vies.url, deadlineMs: 300 }
  const partner = async () => (await loadPartner(account.id, 'sunco'))!
  const ask = async (at: string) => {
    const options = { actor: null, now: day(at), maxAge: 0, service }
    const found = await checkVatId(account.id, (await partner()).id, options)
    return found.ok ? found.value.status : found.problem
  }
  const evidence = async () =>
    (await listVatChecks(account.id, (await partner()).id)).map((one) => [
      ...[one.method, one.status, one.error_code, one.consultation_number],
    ])
  return { account, api: as(account), partner, ask, evidence, service }
}

test.group('billing: a VIES that comes and goes', (group) => {
  group.setup(async () => {
    vies = await viesStandIn()
    return () => vies.close()
  })
  group.each.setup(async () => {
    for (const state of ['*', 'FR', 'IT']) vies.mood('valid', state)
    vies.asked.length = 0
    await db.from('vat_rechecks').delete()
  })

  test('down, valid, invalid, down: each answer is kept, and drafts go by the last clear one', async ({
    assert,
  }) => {
    const { account, api, ask, evidence } = await world()
    for (const on of ['2026-10-05', '2026-10-12', '2026-10-19', '2026-10-26'])
      await book(account, { day: on, amount: 1000 })
    const draftOf = async (from: string) =>
      (await api.post('/invoices/generate', { from, to: from })).body.data[0]

    for (const mood of ['down', 'slow', 'broken', 'garbage'] as const) {
      vies.mood(mood, 'FR')
      assert.equal(await ask('2026-10-05'), 'unavailable', mood)
      const held = await draftOf('2026-10-05')
      assert.containsSubset(held.problems, [{ field: 'tax', rule: 'vat_check_pending' }])
      const refused = await api.post(`/invoices/${held.id}/finalize`)
      assert.equal(refused.status, 409)
      assert.match(refused.body.detail, /not confirmed yet/)
    }
    vies.mood('valid', 'FR')
    assert.equal(await ask('2026-10-12'), 'valid')
    vies.mood('invalid', 'FR')
    assert.equal(await ask('2026-10-19'), 'invalid')
    vies.mood('down', 'FR')
    assert.equal(await ask('2026-10-26'), 'unavailable')

    assert.deepEqual(await evidence(), [
      ['vies', 'unavailable', 'MS_UNAVAILABLE', null],
      ['vies', 'unavailable', 'TIMEOUT', null],
      ['vies', 'unavailable', 'UNREADABLE_ANSWER', null],
      ['vies', 'unavailable', 'HTTP_500', null],
      ['vies', 'valid', null, 'WAPIAAAAX1'],
      ['vies', 'invalid', null, 'WAPIAAAAX1'],
      ['vies', 'unavailable', 'MS_UNAVAILABLE', null],
    ])
    // The first clear answer holds for what was sold before it, an outage takes nothing back.
    const months = { from: '2026-10-01', to: '2026-10-31' }
    await api.post(`/invoices/${(await draftOf('2026-10-05')).id}/void`)
    const [draft] = (await api.post('/invoices/generate', months)).body.data
    assert.deepEqual(draft.problems, [])
    assert.deepEqual(
      draft.tax.groups.map((one: any) => [one.strategy, one.from, one.to, one.amount.amount]),
      [
        ['eu_reverse_charge', '2026-10-05', '2026-10-12', '0.00'],
        ['domestic_vat', '2026-10-19', '2026-10-26', '3.80'],
      ]
    )
    const checks = await listVatChecks(account.id, (await loadPartner(account.id, 'sunco'))!.id)
    const row = await db.from('invoices').where('id', draft.id).first()
    const [confirmed, refused] = JSON.parse(row.groups)
    assert.equal(confirmed.treatment.evidence.vat_check, checks[4].id)
    assert.equal(refused.treatment.evidence.vat_check, checks[5].id)
  })

  test('held until a person decides, with a reason; the next outage changes nothing', async ({
    client,
    assert,
  }) => {
    const { account, api, ask, evidence, service } = await world()
    await book(account, { day: '2026-10-05', amount: 1000 })
    vies.mood('down', 'FR')
    await ask('2026-10-05')
    const [held] = (await api.post('/invoices/generate', OCTOBER)).body.data
    assert.equal(held.problems[0].rule, 'vat_check_pending')
    const user = await makeUser(account.id, 'finance')
    const path = '/partners/sunco/tax/override'
    const bare = await askJson(client, 'post', path, user, { status: 'valid' })
    bare.assertStatus(422)
    assert.equal(bare.body().errors[0].field, 'reason')
    const viewer = await makeUser(account.id, 'viewer')
    const wish = { status: 'valid', reason: 'Letter of the BZSt of today' }
    ;(await askJson(client, 'post', path, viewer, wish)).assertStatus(403)
    ;(await askJson(client, 'post', path, user, wish)).assertStatus(200)
    const asked = vies.asked.length
    await new RecheckRunner(service).pass(Date.now() + 60 * DAY)
    assert.lengthOf(vies.asked, asked, 'nobody asks by itself any more')
    await ask('2026-10-30')
    assert.sameDeepMembers(
      (await evidence()).map(([method, status]) => [method, status]),
      [
        ['vies', 'unavailable'],
        ['manual', 'valid'],
        ['vies', 'unavailable'],
      ]
    )
    const final = await api.post(`/invoices/${held.id}/finalize`)
    assert.equal(final.status, 200, JSON.stringify(final.body))
    assert.equal(final.body.tax.strategy, 'eu_reverse_charge')
    const told = await db.from('events').where({ account_id: account.id, type: 'vat.overridden' })
    assert.lengthOf(told, 1)
    assert.include(JSON.parse(told[0].data), { reason: wish.reason })
  })

  test('however many wait, an outage of hours is a bounded number of questions', async ({
    assert,
  }) => {
    const account = await billingAccount({ billing: UNCHECKED })
    const PARTNERS = 40
    const partners = Array.from({ length: PARTNERS }, (_one, n) => ({
      ...{ key: `p${n}`, name: `P ${n}` },
      billing: UNCHECKED,
    }))
    const applied = await applyBlueprint(
      account.id,
      { sluice: 1, account: SELLER, partners },
      { actor: null }
    )
    assert.isTrue(applied.ok)
    vies.mood('down', 'FR')
    const runner = new RecheckRunner({ url: vies.url, deadlineMs: 300 })
    const start = Date.now() + 1
    let most = 0
    for (let minute = 0; minute < OUTAGE / MINUTE; minute++) {
      const before = vies.asked.length
      await runner.pass(start + minute * MINUTE)
      most = Math.max(most, vies.asked.length - before)
    }
    assert.equal(most, 1, 'one question shows that the register is away')
    assert.isAtMost(vies.asked.length, OUTAGE / (5 * MINUTE) + 1)
    // When it is back, each is asked about once, and then left alone.
    vies.mood('valid', 'FR')
    const back = vies.asked.length
    for (let minute = 0; minute < OUTAGE / MINUTE; minute++)
      await runner.pass(start + OUTAGE + minute * MINUTE)
    assert.equal(vies.asked.length - back, PARTNERS + 1)
  }).timeout(300_000)

  test('a person who asks again and again gets the answer of a minute ago', async ({ assert }) => {
    const { account, partner, service } = await world()
    const { id } = await partner()
    const now = day('2026-10-05')
    for (const mood of ['valid', 'down'] as const) {
      vies.asked.length = 0
      vies.mood(mood, 'FR')
      const at = now + (mood === 'down' ? HOUR : 0)
      for (let n = 0; n < 20; n++)
        await checkVatId(account.id, id, {
          actor: 'user:ann@example.com',
          ...{ now: at + n * 1000, maxAge: MINUTE, service },
        })
      assert.lengthOf(vies.asked, 1, mood)
    }
  })
})
