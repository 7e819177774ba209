import type { Locale } from '#shared/locales'
import { de } from '#capture/posting/words/de'
import { type PostingWords, en } from '#capture/posting/words/en'

export type { PostingWords } from '#capture/posting/words/en'

export const postingWords = (locale: Locale): PostingWords => (locale === 'de' ? de : en)

/** A text with its values put in, once. */
export const filled = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole
  )
