import { test } from '@japa/runner'
import { preferredWait } from '#distribution/preferred_wait'

test.group('preferred wait', () => {
  test('reads the seconds among other preferences, at most 30', ({ assert }) => {
    for (const [header, seconds] of [
      ['wait=10', 10],
      ['respond-async, wait=5', 5],
      ['Wait = "7"; x=y', 7],
      ['wait=99999', 30],
      ['wait=0', 0],
      ['wait=soon', 0],
      ['await=5', 0],
      ['', 0],
    ] as const)
      assert.equal(preferredWait(header), seconds, header)
    assert.equal(preferredWait(undefined), 0)
  })
})
