import { test } from '@japa/runner'
import { DAY, judgeCheck } from '#accounts/judge_check'

const NOW = 1_800_000_000_000
const WANTED = 'verify=abc'
const pending = { status: 'pending' as const, missingSince: null, createdAt: NOW }
const proven = { status: 'verified' as const, missingSince: null, createdAt: NOW - 90 * DAY }

test.group('judgeCheck', () => {
  test('only the record itself proves', ({ assert }) => {
    assert.equal(judgeCheck(pending, [WANTED, 'x'], WANTED, NOW).status, 'verified')
    for (const values of [[], ['verify=abcd'], ['VERIFY=ABC'], [' verify=abc']])
      assert.equal(judgeCheck(pending, values, WANTED, NOW).status, 'pending')
  })

  test('silence changes nothing, however long it lasts', ({ assert }) => {
    const missing = { ...proven, missingSince: NOW - 30 * DAY }
    const verdict = judgeCheck(missing, null, WANTED, NOW)
    assert.include(verdict, { status: 'verified', problem: 'silent', tell: null })
    assert.isAbove(verdict.dueAt!, NOW)
  })

  test('a claim nobody proves is looked at for two weeks', ({ assert }) => {
    const old = { ...pending, createdAt: NOW - 14 * DAY }
    assert.isNull(judgeCheck(old, [], WANTED, NOW).dueAt)
    assert.isNotNull(judgeCheck({ ...old, createdAt: NOW - 13 * DAY }, [], WANTED, NOW).dueAt)
  })

  test('a proven one is told of when the record goes, and when it ends', ({ assert }) => {
    const first = judgeCheck(proven, [], WANTED, NOW)
    assert.include(first, { status: 'verified', missingSince: NOW, tell: 'missing' })
    const later = judgeCheck({ ...proven, missingSince: NOW }, [], WANTED, NOW + 6 * DAY)
    assert.include(later, { status: 'verified', tell: null })
    const last = judgeCheck({ ...proven, missingSince: NOW }, [], WANTED, NOW + 7 * DAY)
    assert.include(last, { status: 'failing', tell: 'failing' })
  })
})
