import { test } from '@japa/runner'
import { loadAccount } from '#accounts/repository'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { viesService } from '#billing/vies/ask_vies'
import { makeAccount } from '#tests/helpers/make_account'
import { viesStandIn } from '#tests/helpers/vies_stand_in'
import { askJson, getPage, makeUser } from '#tests/functional/pages/workspace'

const SELLER = {
  country: 'DE',
  vat_id: 'DE136695976',
  address: { street: 'Hauptstr. 1', postal_code: '10115', city: 'Berlin' },
  tax: { vat_status: 'registered', without_vat_id: 'hold' },
}
const partner = {
  key: 'paris',
  name: 'Paris SARL',
  time_zone: 'Europe/Paris',
  billing: { country: 'FR', vat_id: 'FR40303265045', type: 'business' },
}

async function world() {
  const { id } = await makeAccount({ blueprint: null, currency: 'EUR' })
  const applied = await applyBlueprint(id, { sluice: 1, partners: [partner] }, { actor: null })
  if (!applied.ok) throw new Error(JSON.stringify(applied.problem))
  return { id, finance: await makeUser(id, 'finance'), viewer: await makeUser(id, 'viewer') }
}
const today = { date: '2026-11-02', kind: 'b2b_service' }

test.group('Tax in the settings', () => {
  test('the seller is set by who sees to the billing', async ({ client, assert }) => {
    const { id, finance, viewer } = await world()
    const refused = await askJson(client, 'put', '/settings/tax', viewer, SELLER)
    refused.assertStatus(403)
    const saved = await askJson(client, 'put', '/settings/tax', finance, SELLER)
    saved.assertStatus(200)
    const account = (await loadAccount(id))!
    assert.deepInclude(account, { country: 'DE', vatId: SELLER.vat_id, tax: SELLER.tax })
    const wrong = await askJson(client, 'put', '/settings/tax', finance, {
      ...{ country: 'XX', tax: { vat_status: 'maybe' } },
    })
    wrong.assertStatus(422)
    assert.sameMembers(
      wrong.body().errors.map(({ field }: { field: string }) => field),
      ['country', 'tax.vat_status']
    )
    const other = { ...SELLER, vat_id: 'DE12345' }
    const unread = await askJson(client, 'put', '/settings/tax', finance, other)
    unread.assertStatus(422)
    assert.deepInclude(unread.body().errors[0], { field: 'vat_id', rule: 'vat_id' })
    const page = await getPage(client, '/settings/tax', viewer)
    page.assertInertiaComponent('settings/tax')
    assert.deepEqual(page.inertiaProps.seller, SELLER)
    assert.isAbove((page.inertiaProps.rates as unknown[]).length, 35)
  })

  test('tax is explained for a partner and for a typed buyer', async ({ client, assert }) => {
    const { finance } = await world()
    const ask = async (body: object) =>
      (await askJson(client, 'post', '/settings/tax/explain', finance, body)).body()
    assert.equal((await ask({ partner: 'paris', supply: today })).rows.at(-1).row, 11)
    await askJson(client, 'put', '/settings/tax', finance, SELLER)
    const pending = await ask({ partner: 'paris', supply: today })
    assert.equal(pending.tax.code, 'vat_check_pending')
    const typed = { country: 'US', type: 'business', vat_id_status: 'not_applicable' }
    const outside = await ask({ buyer: typed, supply: today })
    assert.equal(outside.tax.strategy, 'outside_scope')
    assert.deepEqual(outside.rows.at(-1), { row: 7, decided: true })
    const nobody = await askJson(client, 'post', '/settings/tax/explain', finance, {
      ...{ partner: 'gone', supply: today },
    })
    nobody.assertStatus(404)
  })

  test('an own rate comes before the built-in one until it is taken out of use', async ({
    client,
    assert,
  }) => {
    const { finance, viewer } = await world()
    await askJson(client, 'put', '/settings/tax', finance, SELLER)
    const wish = { territory: 'DE', percent: '17', valid_from: '2026-11-01', source: 'BGBl. I' }
    const refused = await askJson(client, 'post', '/settings/tax/rates', viewer, wish)
    refused.assertStatus(403)
    const rate = async () => {
      const body = { buyer: { country: 'DE', type: 'business' }, supply: today }
      return (await askJson(client, 'post', '/settings/tax/explain', finance, body)).body().tax.rate
    }
    const added = await askJson(client, 'post', '/settings/tax/rates', finance, wish)
    added.assertStatus(201)
    assert.equal(await rate(), '17')
    const stranger = (await world()).finance
    const path = `/settings/tax/rates/${added.body().id}`
    const foreign = await askJson(client, 'delete', path, stranger)
    foreign.assertStatus(404)
    const gone = await askJson(client, 'delete', path, finance)
    gone.assertStatus(204)
    assert.equal(await rate(), '19')
    const wrong = await askJson(client, 'post', '/settings/tax/rates', finance, {
      ...{ ...wish, percent: 'much', valid_to: '2026-01-01' },
    })
    wrong.assertStatus(422)
  })

  test('a partner is checked and decided about on its page', async ({ client, assert }) => {
    const { finance, viewer } = await world()
    await askJson(client, 'put', '/settings/tax', finance, SELLER)
    const vies = await viesStandIn()
    const before = { ...viesService }
    Object.assign(viesService, { url: vies.url, deadlineMs: 1000 })
    try {
      const checked = await askJson(client, 'post', '/partners/paris/tax/check', finance)
      assert.include(checked.body(), { status: 'valid', consultation_number: 'WAPIAAAAX1' })
    } finally {
      Object.assign(viesService, before)
      await vies.close()
    }
    const path = '/partners/paris/tax/override'
    const refused = await askJson(client, 'post', path, viewer, { status: 'invalid', reason: 'x' })
    refused.assertStatus(403)
    const silent = await askJson(client, 'post', path, finance, { status: 'invalid', reason: ' ' })
    silent.assertStatus(422)
    const wish = { status: 'invalid', reason: 'They told us it was given back' }
    const decided = await askJson(client, 'post', path, finance, wish)
    decided.assertStatus(200)
    const page = await getPage(client, '/partners/paris/tax', viewer)
    page.assertInertiaComponent('partners/tax')
    const checks = page.inertiaProps.checks as { method: string; reason: string | null }[]
    assert.deepEqual(
      checks.map(({ method, reason }) => [method, reason]),
      [
        ['manual', wish.reason],
        ['vies', null],
      ]
    )
  })
})
