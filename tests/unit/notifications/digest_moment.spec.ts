import { test } from '@japa/runner'
import { lastDigest } from '#notifications/digest_moment'

const at = (iso: string) => Date.parse(iso)

test.group('The moment of a digest', () => {
  test('is the hour in the zone, today or yesterday', ({ assert }) => {
    assert.deepEqual(lastDigest('Europe/Berlin', 8, at('2026-11-27T07:00:00Z')), {
      day: '2026-11-27',
      at: at('2026-11-27T07:00:00Z'),
    })
    assert.deepEqual(lastDigest('Europe/Berlin', 8, at('2026-11-27T06:59:59.999Z')), {
      day: '2026-11-26',
      at: at('2026-11-26T07:00:00Z'),
    })
    assert.equal(lastDigest('Asia/Kolkata', 0, at('2026-11-27T18:30:00Z')).day, '2026-11-28')
  })

  test('where the clock leaves the hour out it is the first after it, where it comes twice the first', ({
    assert,
  }) => {
    const spring = lastDigest('Europe/Berlin', 2, at('2026-03-29T12:00:00Z'))
    assert.deepEqual(spring, { day: '2026-03-29', at: at('2026-03-29T01:00:00Z') })
    const autumn = lastDigest('Europe/Berlin', 2, at('2026-10-25T12:00:00Z'))
    assert.deepEqual(autumn, { day: '2026-10-25', at: at('2026-10-25T00:00:00Z') })
  })
})
