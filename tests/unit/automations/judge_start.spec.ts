import { test } from '@japa/runner'
import { LONGEST_CHAIN, judgeStart, linkOf } from '#automations/trail/judge_start'

const LIMITS = { per_subject_hour: 3, per_minute: 5 }
const judge = (chain: string[], ofSubject = 0, ofAll = 0) =>
  judgeStart(linkOf('a', 'lead_1'), chain, { ofSubject, ofAll }, LIMITS)

test.group('judgeStart', () => {
  test('what comes of nothing begins', ({ assert }) => {
    assert.isNull(judge([]))
  })

  test('what comes of itself is a loop, however far behind', ({ assert }) => {
    assert.equal(judge(['a:lead_1']), 'loop')
    assert.equal(judge(['a:lead_1', 'b:lead_1', 'c:lead_1']), 'loop')
  })

  test('of another automation, or about another lead, it is none', ({ assert }) => {
    assert.isNull(judge(['b:lead_1', 'a:lead_2']))
  })

  test('a chain that is too long is one', ({ assert }) => {
    const chain = (n: number) => Array.from({ length: n }, (_, i) => `b${i}:lead_1`)
    assert.isNull(judge(chain(LONGEST_CHAIN - 1)))
    assert.equal(judge(chain(LONGEST_CHAIN)), 'loop')
  })

  test('holds to the run to how many may begin', ({ assert }) => {
    assert.isNull(judge([], 2, 4))
    assert.equal(judge([], 3, 4), 'rate')
    assert.equal(judge([], 2, 5), 'rate')
  })
})
