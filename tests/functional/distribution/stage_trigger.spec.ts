import { test } from '@japa/runner'
import { engine } from '#distribution/engine'
import { changeLead } from '#intake/change_lead'
import { makeAccount } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'
import {
  brokenInvariants,
  leadOf,
  ledgerOf,
  loanBlueprint,
  sendLead,
} from '#tests/functional/distribution/support'

test.group('a profile that runs at a stage', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })
  const account = async (stage: string) => {
    const blueprint = loanBlueprint(server, [{ key: 'only' }], { trigger: { stage } })
    return (await makeAccount({ currency: 'EUR', blueprint })).id
  }
  const toStage = async (id: string, leadId: string, stage: string) => {
    mustWork(await changeLead(id, leadId, { stage }, 'user:test'))
    await engine.waitForLead(id, leadId, 10_000)
    return leadOf(id, leadId)
  }
  const mustWork = (result: { ok: boolean }) => {
    if (!result.ok) throw new Error(JSON.stringify(result))
  }

  test('waits for the stage, and then sells the lead as it is by then', async ({ assert }) => {
    const id = await account('qualified')
    const leadId = await sendLead(id, { amount: 10 })
    const before = await leadOf(id, leadId)
    assert.deepEqual([before.status, before.distributions.length], ['received', 0])
    assert.lengthOf(server.journal, 0)

    await changeLead(id, leadId, { values: { email: 'now@example.org' } }, null)
    const lead = await toStage(id, leadId, 'qualified')
    assert.equal(lead.status, 'sold')
    assert.lengthOf(lead.distributions, 1)
    assert.equal(lead.distributions[0].trigger, 'stage')
    assert.equal(server.journal[0].body.email, 'now@example.org')
    assert.deepEqual(await ledgerOf(id), { count: 1, total: 1000 })
  })

  test('the stage a lead is at already runs nothing again', async ({ assert }) => {
    const id = await account('qualified')
    const leadId = await sendLead(id)
    await toStage(id, leadId, 'qualified')
    const lead = await toStage(id, leadId, 'qualified')
    assert.lengthOf(lead.distributions, 1)
  })

  test('coming to the stage a second time runs it again, but nobody buys the lead twice', async ({
    assert,
  }) => {
    const id = await account('qualified')
    const leadId = await sendLead(id)
    await toStage(id, leadId, 'qualified')
    await toStage(id, leadId, 'new')
    const lead = await toStage(id, leadId, 'qualified')
    assert.deepEqual(
      lead.distributions.map((one) => one.status),
      ['sold', 'unsold']
    )
    assert.equal(lead.distributions[1].evaluations[0].reason, 'duplicate')
    assert.equal(lead.status, 'sold', 'sold once is sold')
    assert.deepEqual(await ledgerOf(id), { count: 1, total: 1000 })
    assert.deepEqual(await brokenInvariants(id), [])
  })

  test('twenty hands that move one lead at once set off one run', async ({ assert }) => {
    const id = await account('qualified')
    const leadId = await sendLead(id)
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        changeLead(id, leadId, { stage: 'qualified', values: { amount: i } }, null)
      )
    )
    await engine.waitForLead(id, leadId, 10_000)
    const lead = await leadOf(id, leadId)
    assert.lengthOf(lead.distributions, 1)
    assert.lengthOf(server.journal, 1)
  })

  test('a lead that begins at the stage runs on arrival', async ({ assert }) => {
    const id = await account('new')
    const lead = await leadOf(id, await sendLead(id))
    assert.equal(lead.status, 'sold')
  })
})
