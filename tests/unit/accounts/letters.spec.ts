import { test } from '@japa/runner'
import { frame } from '#accounts/mails/frame'
import { LETTERS, type Letters } from '#accounts/mails/letters'
import { LOCALES } from '#shared/locales'

const HOSTILE = '<script>alert(1)</script>"\'&'
const occasion = {
  email: `${HOSTILE}@mail.example`,
  at: '1 May 2026, 10:00 UTC',
  url: 'https://sluice.example/reset-password/abc?x="y"',
  forgotUrl: 'https://sluice.example/forgot-password',
  securityUrl: 'https://sluice.example/settings/security',
  device: { browser: HOSTILE, system: null, kind: 'other' as const },
  address: HOSTILE,
  account: 'Bright Leads & Sons',
  by: HOSTILE,
  role: 'viewer' as const,
  product: 'Leadhaus',
}
const BRAND = { name: 'Leadhaus', color: '#0f6e6c', footer: ['help@leadhaus.example'] }

test.group('letters to people', () => {
  for (const locale of LOCALES)
    for (const name of Object.keys(LETTERS.en) as (keyof Letters)[])
      test(`${name} in ${locale}: both parts say the same, nothing in it runs`, ({ assert }) => {
        const letter = LETTERS[locale][name](occasion)
        const { text, html } = frame(letter, locale, BRAND)
        assert.notInclude(html, '<script')
        assert.match(html, new RegExp(`^<div lang="${locale}"`))
        const plain = html
          .replace(/<[^>]+>/g, '')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&amp;', '&')
        for (const line of [...letter.lines, ...letter.notes]) {
          assert.include(text, line)
          assert.include(plain, line)
        }
        if (letter.button) assert.include(text, letter.button.url)
        assert.notMatch(letter.subject, /[<>\n]/)
      })

  test('no language leaves a letter to another', ({ assert }) => {
    const subjects = (locale: 'en' | 'de') =>
      Object.values(LETTERS[locale]).map((letter) => letter(occasion).subject)
    for (const subject of subjects('de')) assert.notInclude(subjects('en'), subject)
  })
})
