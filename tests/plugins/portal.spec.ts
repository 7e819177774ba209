import { test } from '@japa/runner'
import { plugins } from '#host/registry'
import portal from '#plugins/channels/portal'
import { fakeDelivery, fakeIo, testChannel } from '#sdk/testing'

type Config = Parameters<typeof portal.prepare>[1]

async function offer(config: Config, partnerPortal?: { accept_reject?: boolean }) {
  const view = fakeDelivery()
  const envelope = portal.prepare(
    { ...view, partner: { ...view.partner, portal: partnerPortal } },
    config
  )
  return portal.send(envelope, fakeIo(), config)
}

testChannel(portal, [
  { title: 'hands over', config: {}, outcome: { status: 'sent' } },
  { title: 'asks', config: { accept_reject: true }, outcome: { status: 'waiting' } },
])

test.group('portal', () => {
  test('counts as sold at once, or waits for the partner', async ({ assert }) => {
    assert.deepEqual(await offer({}), { status: 'sent' })
    assert.deepEqual(await offer({ accept_reject: true }), {
      status: 'waiting',
      deadlineSeconds: 86_400,
    })
    assert.deepEqual(await offer({ accept_reject: true, deadline_hours: 0.5 }), {
      status: 'waiting',
      deadlineSeconds: 1800,
    })
  })

  test('the partner’s own setting is the default', async ({ assert }) => {
    assert.deepEqual(await offer({}, { accept_reject: true }), {
      status: 'waiting',
      deadlineSeconds: 86_400,
    })
    assert.deepEqual(await offer({ accept_reject: false }, { accept_reject: true }), {
      status: 'sent',
    })
  })

  test('its configuration is checked', async ({ assert }) => {
    const fields = async (config: unknown) => {
      const result = await plugins().checkConfig('channel', 'portal', config, 'd')
      return result.ok ? [] : result.problem.map(({ field }) => field)
    }
    assert.deepEqual(await fields({ accept_reject: true, deadline_hours: 48 }), [])
    assert.deepEqual(await fields({ deadline_hours: 0 }), ['d.deadline_hours'])
    assert.deepEqual(await fields({ accept_reject: 'perhaps' }), ['d.accept_reject'])
  })
})
