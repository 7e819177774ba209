import { test } from '@japa/runner'
import { distribute } from '#distribution/distribute_by_hand'
import { engine } from '#distribution/engine'
import { setPartnerPaused } from '#partners/repository'
import { setAssignmentPaused, setProfilePaused } from '#routing/pause'
import { makeAccount } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'
import { leadOf, loanBlueprint, sendLead } from '#tests/functional/distribution/support'

test.group('pauses', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })
  const account = async (profile: Record<string, unknown> = {}) => {
    const blueprint = loanBlueprint(server, [{ key: 'first' }, { key: 'second' }], profile)
    return (await makeAccount({ currency: 'EUR', blueprint })).id
  }
  const verdicts = (lead: Awaited<ReturnType<typeof leadOf>>) =>
    lead.distributions[0].evaluations.map((one) => [one.assignment, one.reason, one.explanation])

  test('a paused partner is passed over and told so; resumed, it is asked again', async ({
    assert,
  }) => {
    const id = await account()
    await setPartnerPaused(id, 'first', true, 'user:test')
    const lead = await leadOf(id, await sendLead(id))
    assert.deepEqual(verdicts(lead), [
      ['first', 'paused', 'first is paused'],
      ['second', null, 'accepted the lead'],
    ])
    await setPartnerPaused(id, 'first', false, 'user:test')
    const next = await leadOf(id, await sendLead(id))
    assert.equal(next.distributions[0].deliveries[0].assignment, 'first')
    assert.deepEqual(
      verdicts(await leadOf(id, lead.id)),
      verdicts(lead),
      'the first story is told as it was'
    )
  })

  test('a paused assignment is passed over; the partner’s others are not', async ({ assert }) => {
    const id = await account()
    await setAssignmentPaused(id, 'loans', 'first', true, 'user:test')
    const lead = await leadOf(id, await sendLead(id))
    assert.deepEqual(verdicts(lead), [
      ['first', 'paused', 'assignment first is paused'],
      ['second', null, 'accepted the lead'],
    ])
  })

  test('with everybody paused the lead stays unsold, with the reason', async ({ assert }) => {
    const id = await account()
    await setPartnerPaused(id, 'first', true, null)
    await setAssignmentPaused(id, 'loans', 'second', true, null)
    const lead = await leadOf(id, await sendLead(id))
    assert.equal(lead.status, 'unsold')
    assert.deepEqual(
      lead.distributions[0].evaluations.map((one) => one.reason),
      ['paused', 'paused']
    )
    assert.lengthOf(server.journal, 0)
  })

  test('a paused profile runs on no arrival and not by hand; its leads are stored', async ({
    assert,
  }) => {
    const id = await account()
    await setProfilePaused(id, 'loans', true, 'user:test')
    const leadId = await sendLead(id)
    const named = await sendLead(id, {}, { profile: 'loans' })
    for (const one of [leadId, named]) {
      const lead = await leadOf(id, one)
      assert.deepEqual([lead.status, lead.distributions.length], ['received', 0])
    }
    assert.deepEqual(await distribute(id, leadId, 'loans', 'manual'), {
      ok: false,
      problem: 'paused',
    })
    await setProfilePaused(id, 'loans', false, 'user:test')
    assert.isTrue((await distribute(id, leadId, 'loans', 'manual')).ok)
    await engine.waitForLead(id, leadId, 10_000)
    assert.equal((await leadOf(id, leadId)).status, 'sold')
  })

  test('a pause in the middle of a run stops what is not yet offered, and takes nothing back', async ({
    assert,
  }) => {
    const id = await account({ strategy: { use: 'first_match' } })
    let paused: Promise<unknown> = Promise.resolve()
    server.behave(({ path }, response) => {
      if (path !== '/first') return { json: { status: 'ok' } }
      paused = setPartnerPaused(id, 'first', true, null).then(() => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end('{"status":"ok"}')
      })
    })
    const lead = await leadOf(id, await sendLead(id))
    await paused
    assert.equal(lead.status, 'sold')
    assert.equal(lead.distributions[0].deliveries[0].assignment, 'first')
  })

  test('no lead is overlooked while the configuration changes under it', async ({ assert }) => {
    const id = await account()
    const sent: string[] = []
    for (let i = 0; i < 20; i++) {
      const leads = Array.from({ length: 5 }, () => sendLead(id, {}, { wait: 0 }))
      const change = setPartnerPaused(id, 'second', i % 2 === 0, null)
      sent.push(...(await Promise.all(leads)))
      await change
    }
    await Promise.all(sent.map((leadId) => engine.waitForLead(id, leadId, 15_000)))
    const leads = await Promise.all(sent.map((leadId) => leadOf(id, leadId)))
    assert.deepEqual(
      leads.filter((lead) => lead.status !== 'sold').map((lead) => lead.status),
      []
    )
  })
})
