import { test } from '@japa/runner'
import { createI18n } from 'vue-i18n'
import { readCatalogue, readUses } from '#tests/helpers/catalogue'

const LOCALES = ['en', 'de'] as const
const catalogues = new Map(LOCALES.map((locale) => [locale, readCatalogue(locale)]))
const english = catalogues.get('en')!
const german = catalogues.get('de')!
const uses = readUses(new Set([...english.keys()].map((key) => key.split('.')[0])))

/** Verbs and counts that stand ready for every page. */
const SHARED = /^common\.(action|count)\./

const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort()
const forms = (text: string) => text.split(' | ').length

test.group('The catalogue of texts', () => {
  test('has every text in both languages', ({ assert }) => {
    const missing = (from: Map<string, string>, other: Map<string, string>) =>
      [...from.keys()].filter((key) => !other.has(key))
    assert.deepEqual(missing(english, german), [], 'not in German')
    assert.deepEqual(missing(german, english), [], 'not in English')
  })

  test('puts the same values in, and has as many forms for numbers', ({ assert }) => {
    const wrong = [...english]
      .filter(([key]) => german.has(key))
      .filter(([key, text]) => {
        const other = german.get(key)!
        return (
          String(placeholders(text)) !== String(placeholders(other)) || forms(text) !== forms(other)
        )
      })
      .map(([key]) => key)
    assert.deepEqual(wrong, [])
  })

  test('holds no empty text and none that cannot be read as a message', ({ assert }) => {
    for (const [locale, texts] of catalogues) {
      const i18n = createI18n({
        legacy: false,
        locale,
        messages: { [locale]: Object.fromEntries(texts) },
        flatJson: true,
      })
      const t = i18n.global.t as unknown as (key: string, values: object, n: number) => string
      const broken = [...texts].filter(([key, text]) => {
        const values = Object.fromEntries(placeholders(text).map((name) => [name, 'x']))
        try {
          return !text.trim() || t(key, values, 2) === key
        } catch {
          return true
        }
      })
      assert.deepEqual(broken, [], locale)
    }
  })

  test('has every key the pages use', ({ assert }) => {
    const missing = uses.needed.filter(({ key }) => !english.has(key))
    assert.deepEqual(missing, [])
    const keys = [...english.keys()]
    const nothing = uses.patterns.filter(({ pattern }) => !keys.some((key) => pattern.test(key)))
    assert.deepEqual(
      nothing.map(({ path, text }) => `${path}: ${text}`),
      []
    )
  })

  test('holds no text that nobody uses', ({ assert }) => {
    const unused = [...english.keys()].filter(
      (key) =>
        !SHARED.test(key) &&
        !uses.literals.has(key) &&
        !uses.patterns.some(({ pattern }) => pattern.test(key))
    )
    assert.deepEqual(unused, [])
  })

  test('follows the house’s words: sentence case, no exclamation marks, no please', ({
    assert,
  }) => {
    const wrong = [...catalogues.values()].flatMap((texts) =>
      [...texts].filter(([, text]) => /!|\b(please|oops|bitte)\b/i.test(text)).map(([key]) => key)
    )
    assert.deepEqual(wrong, [])
  })
})
