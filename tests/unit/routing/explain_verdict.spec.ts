import { test } from '@japa/runner'
import { explainCap, explainNotReached } from '#routing/explain_verdict'
import type { CapTrace } from '#routing/types'

const LA = 'America/Los_Angeles'
const cap: CapTrace = {
  scope: 'assignment',
  window: 'day',
  limit: 20,
  used: 20,
  resets_at: '2026-11-24T08:00:00.000Z',
}

test.group('explain verdict', () => {
  test('a full cap, on the clock of the partner', ({ assert }) => {
    assert.equal(
      explainCap(cap, LA),
      'daily cap of 20 reached, resets 2026-11-24 00:00 America/Los_Angeles'
    )
    assert.equal(
      explainCap({ ...cap, scope: 'partner', window: 'total', resets_at: null }, LA),
      "partner's total cap of 20 reached"
    )
  })

  test('a spend cap that has less left than the price tells what was used', ({ assert }) => {
    const spend = { ...cap, window: 'spend_week' as const, limit: '500.00', used: '490.00' }
    assert.equal(
      explainCap(spend, LA),
      'weekly spend cap of 500.00 reached (490.00 used), resets 2026-11-24 00:00 America/Los_Angeles'
    )
  })

  test('who was not reached', ({ assert }) => {
    assert.equal(explainNotReached('SunCo'), 'sold to SunCo before its turn')
    assert.equal(explainNotReached(null), 'the route did not come here')
  })
})
