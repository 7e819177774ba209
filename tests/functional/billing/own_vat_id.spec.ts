import { test } from '@japa/runner'
import { loadAccount } from '#accounts/repository'
import { payoutFacts } from '#billing/self_billing/assess_supplier'
import { checkOwnVatId } from '#billing/vies/check_vat_id'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { addExemptionFiles, exemptionFiles } from '#distribution/setup/exemption_files'
import { readEvidence } from '#distribution/returns/evidence'
import { loadPartner } from '#partners/repository'
import { listOwnVatChecks } from '#partners/vat_checks'
import type { Problem } from '#shared/result'
import { getPage, makeUser } from '#tests/functional/pages/workspace'
import { makeAccount } from '#tests/helpers/make_account'
import { viesStandIn } from '#tests/helpers/vies_stand_in'

const partner = {
  ...{ key: 'paris', name: 'Paris SARL', time_zone: 'Europe/Paris' },
  billing: { country: 'FR', vat_id: 'FR40303265045', type: 'business' },
}

async function world(vatId: string | null = 'DE136695976') {
  const { id } = await makeAccount({ blueprint: null, currency: 'EUR' })
  const account = { country: 'DE', ...(vatId && { vat_id: vatId }) }
  const applied = await applyBlueprint(
    id,
    { sluice: 1, account, partners: [partner] },
    { actor: null }
  )
  if (!applied.ok) throw new Error(JSON.stringify(applied.problem))
  return (await loadAccount(id))!
}

test.group('Tax: the own VAT id and certificates', () => {
  test('the own id is asked about as itself, and kept as evidence that self-billing rests on', async ({
    assert,
    client,
  }) => {
    const account = await world()
    const vies = await viesStandIn()
    try {
      const service = { url: vies.url, deadlineMs: 1000 }
      const now = Date.now()
      const options = { actor: 'user:x', now, maxAge: 60_000, service }
      const checked = await checkOwnVatId(account, options)
      assert.isTrue(checked.ok)
      if (checked.ok)
        assert.deepInclude(checked.value, {
          ...{ partner_id: null, vat_id: 'DE136695976', status: 'valid', actor: 'user:x' },
          ...{ requester: 'DE136695976', consultation_number: 'WAPIAAAAX1' },
        })
      await checkOwnVatId(account, { ...options, now: now + 1_000 })
      assert.lengthOf(await listOwnVatChecks(account.id), 1, 'an answer of this minute is enough')
      vies.mood('down', '*')
      await checkOwnVatId(account, { ...options, now: now + 120_000 })
    } finally {
      await vies.close()
    }
    const checks = await listOwnVatChecks(account.id)
    assert.deepEqual(
      checks.map(({ status }) => status),
      ['valid', 'unavailable']
    )
    const facts = payoutFacts(account, { billing: { country: 'FR' } }, checks, '2026-10-05')
    assert.equal(facts.buyer.vat_id_status, 'valid', 'an outage takes nothing away')
    const page = await getPage(client, '/settings/tax', await makeUser(account.id, 'viewer'))
    const { ownId } = page.inertiaProps as { ownId: { status: string; checks: unknown[] } }
    assert.lengthOf(ownId.checks, 2)
  })

  test('without an id there is nothing to ask', async ({ assert }) => {
    const account = await world(null)
    const options = { actor: null, now: Date.now(), maxAge: 0 }
    const checked = await checkOwnVatId(account, options)
    assert.deepEqual(checked, { ok: false, problem: 'no_vat_id' })
  })

  test('a certificate is kept by its content and shown at the partner', async ({
    assert,
    client,
  }) => {
    const account = await world()
    const { id } = (await loadPartner(account.id, 'paris'))!
    const problems: Problem[] = []
    const read = readEvidence(
      [
        { name: '../bescheinigung.pdf', content: Buffer.from('%PDF-1.7 x') },
        { name: 'x.exe', content: Buffer.from([0x4d, 0x5a, 0x00, 0x01]) },
      ],
      problems
    )
    assert.deepEqual(
      problems.map(({ field }) => field),
      ['evidence[1]']
    )
    const options = { actor: 'user:x', now: Date.now() }
    const added = await addExemptionFiles(account.id, id, read, options)
    assert.isTrue(added.ok)
    const none = await addExemptionFiles(account.id, id, [], options)
    assert.isFalse(none.ok)
    const [file] = await exemptionFiles(account.id, id)
    assert.equal(file.name, 'bescheinigung.pdf')
    const viewer = await makeUser(account.id, 'viewer')
    const page = await getPage(client, '/partners/paris/tax', viewer)
    assert.lengthOf((page.inertiaProps as { files: unknown[] }).files, 1)
    const path = `/partners/paris/exemption/${file.id}`
    const answer = await client.get(path).withGuard('team').loginAs(viewer)
    answer.assertStatus(200)
    answer.assertHeader('content-type', 'application/octet-stream')
    const stranger = await makeUser((await world()).id)
    const foreign = await client.get(path).withGuard('team').loginAs(stranger)
    foreign.assertStatus(404)
  })
})
