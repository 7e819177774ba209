import { createRequire } from 'node:module'
import { createI18n } from 'vue-i18n'
import type { Words } from '../../../resources/config/describe_changes.js'

const load = createRequire(import.meta.url)
const DOMAINS = ['common', 'rules', 'profiles', 'blueprint', 'canvas']

/** The pages' own texts, without a page. A text that is missing throws. */
export function wordsIn(locale: 'en' | 'de'): Words {
  const messages = Object.fromEntries(
    DOMAINS.map((name) => [name, load(`../../../resources/lang/${locale}/${name}.json`) as object])
  )
  const i18n = createI18n({
    legacy: false,
    locale,
    missing: (_, key) => {
      throw new Error(`no text for ${key}`)
    },
    messages: { [locale]: messages } as never,
  })
  // The types of all texts together are more than the compiler goes through.
  const { t, te } = i18n.global as unknown as {
    t: (key: string, values: object, plural?: number) => string
    te: (key: string, locale: string) => boolean
  }
  return {
    t: (key, values = {}, plural) =>
      plural === undefined ? t(key, values) : t(key, values, plural),
    te: (key) => te(key, locale),
  }
}
