import { test } from '@japa/runner'
import { duration, progressLine } from '#commands/_progress'

test.group('progress of a posting', () => {
  test('says share, rows, rate and what is left', ({ assert }) => {
    const line = progressLine({
      rows: 5000,
      share: 0.25,
      refused: 3,
      run: { rows: 4000, seconds: 4 },
    })
    assert.equal(
      line,
      '[======                  ]  25 %  5,000 rows  1,000/s  3 refused  15 s left'
    )
  })

  test('without a known size there is no bar, and at the end nothing is left', ({ assert }) => {
    const run = { rows: 10, seconds: 0 }
    assert.equal(progressLine({ rows: 10, share: null, refused: 0, run }), '10 rows  0/s')
    assert.notMatch(
      progressLine({ rows: 10, share: 1, refused: 0, run: { rows: 10, seconds: 1 } }),
      /left/
    )
  })

  test('seconds are said as a person would', ({ assert }) => {
    assert.deepEqual([4.4, 75, 7300].map(duration), ['4 s', '1 min 15 s', '2 h 1 min'])
  })
})
