import { test } from '@japa/runner'
import fc from 'fast-check'
import common from '#accounts/common_passwords'
import { judgePassword } from '#accounts/judge_password'

const OWN = ['Ann Smith', 'ann.smith@bright-leads.example', 'Bright Leads']
const judge = (password: string) => judgePassword(password, common, OWN)

test.group('judging a password', () => {
  test('refuses what is short, however wild', ({ assert }) => {
    assert.equal(judge('hX8#kd9!pQ2').problem, 'too_short')
    assert.equal(judge('').problem, 'too_short')
    assert.equal(judge('x'.repeat(257)).problem, 'too_long')
  })

  test('refuses what a list, a keyboard or a pattern gives away', ({ assert }) => {
    for (const password of [
      'passwordpassword',
      'P@ssw0rd2024!',
      'Passwort1234',
      'qwertzuiop12',
      'iloveyou12345',
      'aaaaaaaaaaaaaaaa',
      'abcdefghijkl',
      '098765432109',
      '1qaz2wsx3edc',
      'summer summer summer',
      'Berlin2024Berlin',
    ])
      assert.equal(judge(password).problem, 'easy_to_guess', password)
  })

  test('refuses what is made of the person’s own words, and takes it from others', ({ assert }) => {
    for (const password of [
      'Bright.Leads24',
      'bright-leads-2026',
      'ann.smith@bright-leads.example',
    ])
      assert.equal(judge(password).problem, 'personal', password)
    assert.isNull(judgePassword('bright-leads-2026', common, []).problem)
  })

  test('takes words that do not belong together, and random characters', ({ assert }) => {
    for (const password of [
      'correct horse battery staple',
      'kettle under seven maples',
      'lampe tisch fenster gabel',
      'hX8#kd9!pQ2z',
    ])
      assert.isNull(judge(password).problem, password)
    assert.isAbove(judge('correct horse battery staple').score, judge('hX8#kd9!pQ2z').score)
  })

  test('answers whatever is typed, and takes nothing below twelve characters', ({ assert }) => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'grapheme' }), (text) => {
        const { problem, score } = judge(text)
        assert.include([0, 1, 2, 3, 4], score)
        if ([...text].length < 12) assert.equal(problem, 'too_short')
        if (problem) assert.isAtMost(score, 1)
      })
    )
  })
})
