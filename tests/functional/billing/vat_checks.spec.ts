import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { loadAccount } from '#accounts/repository'
import { loadPartner } from '#partners/repository'
import { listVatChecks } from '#partners/vat_checks'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { assessTax } from '#billing/tax/assess_tax'
import { factsOf } from '#billing/tax/facts_of'
import { loadTaxContext } from '#billing/tax/tax_context'
import { checkVatId } from '#billing/vies/check_vat_id'
import { overrideVatId } from '#billing/vies/override_vat_id'
import { RecheckRunner } from '#billing/vies/recheck_runner'
import { makeAccount } from '#tests/helpers/make_account'
import { type ViesStandIn, viesStandIn } from '#tests/helpers/vies_stand_in'

const HOUR = 3_600_000
const T0 = Date.UTC(2026, 9, 5, 12)
let vies: ViesStandIn

const partnerForm = (key: string, vat_id: string, country: string, more: object = {}) => ({
  key,
  name: key,
  time_zone: 'UTC',
  billing: { legal_name: key, country, vat_id, type: 'business', ...more },
})

async function world(partners = [partnerForm('sunco', 'FR 40 303 265 045', 'FR')]) {
  const { id } = await makeAccount({ blueprint: null, currency: 'EUR' })
  const applied = await applyBlueprint(
    id,
    { sluice: 1, account: { country: 'DE', vat_id: 'DE136695976' }, partners },
    { actor: null }
  )
  if (!applied.ok) throw new Error(JSON.stringify(applied.problem))
  const partner = async (key = 'sunco') => (await loadPartner(id, key))!
  const service = { url: vies.url, deadlineMs: 300 }
  const check = async (now: number, key = 'sunco', maxAge = 0) =>
    checkVatId(id, (await partner(key)).id, { actor: null, now, maxAge, service })
  const tax = async (date: string, key = 'sunco') => {
    const one = await partner(key)
    const facts = factsOf((await loadAccount(id))!, one, await listVatChecks(id, one.id), {
      ...{ date, net: 10_000, currency: 'EUR' },
    })
    return assessTax(facts, await loadTaxContext(id))
  }
  return { id, partner, check, tax, service }
}

test.group('billing: VAT ids', (group) => {
  group.setup(async () => {
    vies = await viesStandIn()
    return () => vies.close()
  })
  group.each.setup(() => {
    for (const state of ['*', 'FR', 'IT']) vies.mood('valid', state)
    vies.asked.length = 0
  })

  test('a yes of VIES is kept as evidence and makes reverse charge', async ({ assert }) => {
    const { id, check, tax, partner } = await world()
    assert.include(await tax('2026-10-05'), { strategy: 'hold', code: 'vat_check_pending' })
    await check(T0)
    assert.deepEqual(vies.asked, [
      {
        countryCode: 'FR',
        vatNumber: '40303265045',
        requesterMemberStateCode: 'DE',
        requesterNumber: '136695976',
      },
    ])
    const [kept, ...others] = await listVatChecks(id, (await partner()).id)
    assert.lengthOf(others, 0)
    assert.include(kept, {
      ...{ vat_id: 'FR40303265045', method: 'vies', status: 'valid', checked_at: T0 },
      ...{ requester: 'DE136695976', consultation_number: 'WAPIAAAAX1', name: 'SunCo SARL' },
      ...{ address: '1 rue A\n75001 Paris', error_code: null },
    })
    assert.include(kept.answer!, '"valid":true')
    const block = await tax('2026-10-05')
    assert.include(block, { strategy: 'eu_reverse_charge', category: 'AE' })
    assert.equal((block as any).evidence.vat_check, kept.id)
    const events = await db.from('events').where({ account_id: id, type: 'vat.checked' })
    assert.lengthOf(events, 1)
  })

  test('an outage is never a no, and takes no confirmation away', async ({ assert }) => {
    const { check, tax } = await world()
    for (const [mood, code] of [
      ['down', 'MS_UNAVAILABLE'],
      ['slow', 'TIMEOUT'],
      ['broken', 'UNREADABLE_ANSWER'],
      ['other_id', 'OTHER_ID_ANSWERED'],
      ['closed', 'RESET'],
    ] as const) {
      vies.mood(mood)
      vies.mood(mood, 'FR')
      const found = await check(T0)
      assert.include((found as any).value, { status: 'unavailable', error_code: code })
      assert.include(await tax('2026-10-05'), { strategy: 'hold', code: 'vat_check_pending' })
    }
    vies.mood('valid', 'FR')
    await check(T0 + HOUR)
    vies.mood('down', 'FR')
    await check(T0 + 2 * HOUR)
    assert.include(await tax('2026-10-06'), { strategy: 'eu_reverse_charge' })
  })

  test('a no counts from its day: what was confirmed before stays so', async ({ assert }) => {
    const { check, tax } = await world()
    await check(T0)
    vies.mood('invalid', 'FR')
    await check(T0 + 10 * 24 * HOUR)
    assert.include(await tax('2026-10-06'), { strategy: 'eu_reverse_charge' })
    assert.include(await tax('2026-10-20'), { strategy: 'domestic_vat', rate: '19' })
  })

  test('an id that cannot exist needs no question; one of Switzerland neither', async ({
    assert,
  }) => {
    const { check } = await world([
      partnerForm('typo', 'FR40303265046', 'FR'),
      partnerForm('short', 'FR4030', 'FR', { vat_id_status: 'invalid' }),
      partnerForm('alp', 'CHE-123.456.788 MWST', 'CH'),
    ])
    const found = async (key: string) => ((await check(T0, key)) as any).value
    assert.include(await found('typo'), { status: 'invalid', error_code: 'CHECK_DIGITS' })
    assert.include(await found('short'), { status: 'invalid', error_code: 'FORMAT' })
    assert.include(await found('alp'), { status: 'not_applicable', method: 'form' })
    assert.lengthOf(vies.asked, 0)
  })

  test('a fresh answer is taken again instead of asking', async ({ assert }) => {
    const { check } = await world()
    await check(T0)
    await check(T0 + HOUR, 'sunco', 24 * HOUR)
    assert.lengthOf(vies.asked, 1)
    await check(T0 + 25 * HOUR, 'sunco', 24 * HOUR)
    assert.lengthOf(vies.asked, 2)
  })

  test('new ids are checked by themselves; a member state that is away waits alone', async ({
    assert,
  }) => {
    await db.from('vat_rechecks').delete()
    const { id, partner, service } = await world([
      partnerForm('paris', 'FR40303265045', 'FR'),
      partnerForm('lyon', 'FR83404833048', 'FR'),
      partnerForm('rome', 'IT00743110157', 'IT'),
    ])
    vies.mood('down', 'FR')
    const runner = new RecheckRunner(service)
    const now = Date.now() + 1
    await runner.pass(now)
    assert.deepEqual(vies.asked.map(({ countryCode }) => countryCode).sort(), ['FR', 'IT'])
    assert.equal((await listVatChecks(id, (await partner('rome')).id))[0].status, 'valid')

    vies.mood('valid', 'FR')
    await runner.pass(now + 60_000)
    assert.lengthOf(vies.asked, 2, 'France rests')
    await runner.pass(now + 6 * 60_000)
    assert.lengthOf(vies.asked, 4)
    for (const key of ['paris', 'lyon'])
      assert.equal((await listVatChecks(id, (await partner(key)).id)).at(-1)!.status, 'valid')
    const next = await db.from('vat_rechecks').where('account_id', id).orderBy('due_at')
    assert.isAbove(Number(next[0].due_at), now + 29 * 24 * HOUR)
  })

  test('two processes ask once', async ({ assert }) => {
    await db.from('vat_rechecks').delete()
    const { service } = await world()
    const now = Date.now() + 1
    await Promise.all([1, 2, 3].map(() => new RecheckRunner(service).pass(now)))
    assert.lengthOf(vies.asked, 1)
  })

  test('a person decides with a reason, and is named', async ({ assert }) => {
    const { id, partner, tax } = await world()
    const one = await partner()
    const wish = { status: 'valid' as const, reason: 'Confirmed by the BZSt by letter' }
    const done = await overrideVatId(one, wish, { actor: 'user:ann@example.com', now: T0 })
    assert.isTrue(done.ok)
    assert.include(await tax('2026-10-05'), { strategy: 'eu_reverse_charge' })
    const line = await db.from('events').where({ account_id: id, type: 'vat.overridden' }).first()
    assert.equal(line.actor, 'user:ann@example.com')
    assert.include(JSON.parse(line.data), { status: 'valid', reason: wish.reason })
    assert.isNull(await db.from('vat_rechecks').where('account_id', id).first())
  })

  test('another id starts from nothing', async ({ assert }) => {
    const { id, check, tax } = await world()
    await check(T0)
    const form = partnerForm('sunco', 'FR83404833048', 'FR')
    await applyBlueprint(id, { sluice: 1, partners: [form] }, { actor: null })
    assert.include(await tax('2026-10-06'), { strategy: 'hold', code: 'vat_check_pending' })
  })
})
