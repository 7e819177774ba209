/** Languages people may read the app in. The first is the one every text exists in. */
export const LOCALES = ['en', 'de'] as const
export type Locale = (typeof LOCALES)[number]

export const isLocale = (text: unknown): text is Locale =>
  (LOCALES as readonly unknown[]).includes(text)

/** The first of the wishes that is a language of ours, English where none is. */
export const chooseLocale = (...wishes: unknown[]): Locale => wishes.find(isLocale) ?? 'en'

/** Languages documents are written in. The first is the one every word exists in. */
export const DOCUMENT_LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl'] as const
export type DocumentLanguage = (typeof DOCUMENT_LANGUAGES)[number]
