import { createRequire } from 'node:module'
import { createI18n } from 'vue-i18n'
import type { Translate } from '../../../resources/rules/types.js'

const load = createRequire(import.meta.url)
const domain = (locale: string, name: string) =>
  load(`../../../resources/lang/${locale}/${name}.json`) as Record<string, string>
const messages = (locale: string) => ({
  common: domain(locale, 'common'),
  rules: domain(locale, 'rules'),
  story: domain(locale, 'story'),
})

/** The pages' own texts, without a page. A text that is missing throws. */
export function speaking(locale: 'en' | 'de'): Translate {
  const i18n = createI18n({
    legacy: false,
    locale,
    missing: (_, key) => {
      throw new Error(`no text for ${key}`)
    },
    messages: { [locale]: messages(locale) },
  })
  const { t } = i18n.global
  return (key, values = {}, plural) =>
    plural === undefined ? t(key, values) : t(key, values, plural)
}
