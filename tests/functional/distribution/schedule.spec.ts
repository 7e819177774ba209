import { test } from '@japa/runner'
import { makeAccount } from '#tests/helpers/make_account'
import { partnerServer } from '#tests/helpers/partner_server'
import { leadOf, loanBlueprint, sendLead } from '#tests/functional/distribution/support'

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
/** Weekday in UTC, `days` from now. */
const weekday = (days: number) => DAYS[new Date(Date.now() + days * 86_400_000).getUTCDay()]

test.group('schedules', (group) => {
  let server: Awaited<ReturnType<typeof partnerServer>>
  group.each.setup(async () => {
    server = await partnerServer()
    return () => server.close()
  })
  const sell = async (schedule: object) => {
    const blueprint = loanBlueprint(server, [{ key: 'hours', schedule }, { key: 'always' }])
    const { id } = await makeAccount({ currency: 'EUR', blueprint })
    return leadOf(id, await sendLead(id))
  }

  test('who is closed is passed over, and the story says until when, in their zone', async ({
    assert,
  }) => {
    // Open on one day only, two days away: closed now, whatever the hour of this test.
    const day = weekday(2)
    const lead = await sell({ time_zone: 'UTC', hours: { [day]: ['08:00-18:00'] } })
    const [closed, open] = lead.distributions[0].evaluations
    assert.equal(closed.reason, 'schedule')
    const name = day[0].toUpperCase() + day.slice(1)
    assert.equal(closed.explanation, `closed until ${name} 08:00 UTC`)
    assert.isFalse(closed.eligible)
    assert.deepEqual([open.assignment, open.reason], ['always', null])
    assert.equal(lead.distributions[0].deliveries[0].assignment, 'always')
  })

  test('who is open all week takes it', async ({ assert }) => {
    const lead = await sell({
      time_zone: 'America/Los_Angeles',
      hours: { 'mon-sun': ['00:00-24:00'] },
    })
    assert.equal(lead.distributions[0].deliveries[0].assignment, 'hours')
  })

  test('hours without a zone are the partner’s own', async ({ assert }) => {
    const day = weekday(3)
    const lead = await sell({ hours: { [day]: ['09:30-17:00'] } })
    const [closed] = lead.distributions[0].evaluations
    assert.match(closed.explanation, /^closed until \w{3} 09:30 Europe\/Berlin$/)
  })
})
