import { test } from '@japa/runner'
import { randomBytes } from 'node:crypto'
import { hashToken, isTokenText, newTokenText } from '#accounts/token_text'

test.group('token text', () => {
  test('has a prefix, enough randomness and a checksum', ({ assert }) => {
    const texts = Array.from({ length: 500 }, () => newTokenText(randomBytes))
    for (const text of texts) {
      assert.match(text, /^slc_[0-9A-Za-z]{46}$/)
      assert.isTrue(isTokenText(text))
    }
    assert.equal(new Set(texts).size, 500)
    assert.lengthOf(hashToken(texts[0]), 64)
  })

  test('every character comes equally often', ({ assert }) => {
    const counts = new Map<string, number>()
    for (let i = 0; i < 2000; i++)
      for (const letter of newTokenText(randomBytes).slice(4, 44))
        counts.set(letter, (counts.get(letter) ?? 0) + 1)
    assert.equal(counts.size, 62)
    const mean = 80_000 / 62
    for (const count of counts.values()) assert.closeTo(count, mean, mean * 0.2)
  })

  test('a mistyped token is refused', ({ assert }) => {
    const text = newTokenText(randomBytes)
    const swap = text[10] === 'a' ? 'b' : 'a'
    assert.isFalse(isTokenText(text.slice(0, 10) + swap + text.slice(11)))
    for (const wrong of ['', 'slc_', text.slice(1), `${text}a`, text.toUpperCase(), `${text}\n`])
      assert.isFalse(isTokenText(wrong))
  })
})
