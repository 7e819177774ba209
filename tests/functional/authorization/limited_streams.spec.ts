import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { eventStreams, topicOf } from '#insights/event_log/event_streams'
import { scopeOf } from '#distribution/limit_config'
import { limitedMate, twoEntities } from '#tests/functional/authorization/limited_world'
import { base, listen } from '#tests/functional/insights/support'
import { someValues, startEngine } from '#tests/helpers/make_account'
import type { Visitor } from '#tests/helpers/visitor'

const cookieOf = ({ cookies }: Visitor) =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')

test.group('Live streams of a place limited to entities', (group) => {
  group.setup(() => startEngine())

  test('tell of its entity alone, also what was missed, and end with its limits', async ({
    assert,
  }) => {
    const { home, hidden, roof } = await twoEntities()
    const mate = await limitedMate(home.id, 'viewer', ['roof'])
    const cookie = cookieOf(mate.visitor)
    const [event] = await db.from('events').where('account_id', home.id).orderBy('id').limit(1)
    const missed = await listen(`${base()}/events/stream?after=${event.id}`, cookie)
    const whole = await listen(`${base()}/events/stream`, cookieOf(home.owner.visitor))
    const leadsOf = (tab: Awaited<ReturnType<typeof listen>>) =>
      tab.messages.flatMap((one) => one.events.map((line) => (line as never as Line).lead))
    await missed.until(() => missed.messages.length > 0)
    assert.deepEqual([...new Set(leadsOf(missed))], [roof.id])

    const post = async (entity: string) =>
      (await home.api.post('/leads', { entity, values: someValues() }, { prefer: 'wait=10' })).body
        .id as string
    const [solar, next] = [await post('solar'), await post('roof')]
    await whole.until(() => leadsOf(whole).includes(solar) && leadsOf(whole).includes(next))
    await missed.until(() => leadsOf(missed).includes(next))
    assert.sameMembers([...new Set(leadsOf(missed))], [roof.id, next])
    assert.notInclude(leadsOf(missed), hidden.id)

    const topic = topicOf(home.id, await scopeOf(home.id, ['roof']))
    await db.from('memberships').where('id', mate.id).update({ entities: '["solar"]' })
    await eventStreams.recheck(topic)
    await missed.until(() => missed.hasEnded())
    assert.isTrue(missed.hasEnded())
    await whole.leave()
  }).timeout(60_000)
})

interface Line {
  lead: string | null
}
