/*
 * The texts of the pages. English comes with the modules that say it (vite.config.ts) and stands in where German lacks a
 * text; German loads as a whole when chosen.
 */
import { shallowRef } from 'vue'
import { en as uiEnglish } from '@nuxt/ui/locale'
import { createI18n } from 'vue-i18n'

export type Locale = 'en' | 'de'

type UiTexts = typeof uiEnglish
type Messages = Record<string, Record<string, unknown>>
const english = import.meta.glob<Record<string, unknown>>('./lang/en/*.json', { import: 'default' })

/** `./lang/en/leads.json` holds what begins with `leads.` */
export const byDomain = (files: Messages): Messages =>
  Object.fromEntries(
    Object.entries(files).map(([path, texts]) => [/(\w+)\.json$/.exec(path)![1], texts])
  )

export const i18n = createI18n({
  legacy: false,
  locale: 'en' as Locale,
  fallbackLocale: 'en',
  missingWarn: false,
  fallbackWarn: false,
  messages: { en: {}, de: {} } as Record<Locale, Messages>,
})

/** English texts of a domain, when a module that says them is loaded. */
export const addTexts = (domain: string, texts: Record<string, unknown>) =>
  i18n.global.mergeLocaleMessage('en', { [domain]: texts })

/** For a key that came from outside: its domain may be one that this page does not have. */
export async function loadTextsFor(key: string): Promise<void> {
  const domain = key.split('.')[0]
  const texts = await english[`./lang/en/${domain}.json`]?.()
  if (texts) addTexts(domain, texts)
}

/** The words of Nuxt UI's own parts. */
export const uiTexts = shallowRef<UiTexts>(uiEnglish)

let german: Promise<UiTexts> | null = null

/** Speaks `locale` from here on; resolves when its texts are there. */
export async function speak(locale: Locale): Promise<void> {
  if (locale === 'de')
    uiTexts.value = await (german ??= import('./lang/german').then(({ pages, parts }) => {
      i18n.global.setLocaleMessage('de', pages)
      return parts
    }))
  else uiTexts.value = uiEnglish
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
}
