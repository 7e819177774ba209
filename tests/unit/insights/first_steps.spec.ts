import { test } from '@japa/runner'
import { firstSteps } from '#insights/first_steps'

type Config = Parameters<typeof firstSteps>[0]
const config = (entities: number, partners: number, assignments: number[]): Config => ({
  entities: new Map(Array.from({ length: entities }, (_, i) => [`${i}`, {}])) as never,
  partners: new Map(Array.from({ length: partners }, (_, i) => [`${i}`, {}])) as never,
  profiles: new Map(
    assignments.map((n, i) => [
      `${i}`,
      {
        profile: { key: `p${i}` },
        live: n < 0 ? null : { compiled: { assignments: Array.from({ length: n }) } },
      },
    ])
  ) as never,
})

test.group('first steps', () => {
  test('nothing yet, then one after the other', ({ assert }) => {
    const none = { entity: false, partner: false, profile: false, live: false, profileKey: null }
    assert.deepEqual(firstSteps(config(0, 0, []), false), none)
    assert.deepEqual(firstSteps(config(1, 2, []), false), { ...none, entity: true, partner: true })
  })

  test('a profile without a live version, or with nobody in it, sells nothing', ({ assert }) => {
    for (const assignments of [-1, 0])
      assert.isFalse(firstSteps(config(1, 1, [assignments]), false)!.live)
    const done = firstSteps(config(1, 1, [-1, 2]), false)!
    assert.isTrue(done.live)
    assert.equal(done.profileKey, 'p0')
  })

  test('with the first lead the numbers speak', ({ assert }) => {
    assert.isNull(firstSteps(config(1, 1, [1]), true))
  })
})
