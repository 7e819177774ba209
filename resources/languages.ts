import type { Locale } from '~/i18n'

/** What the app speaks. Each language calls itself by its own name, whatever is spoken. */
export const LANGUAGES: { value: Locale; label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
]

/** By its own name; what is no language of the app by its code. */
export const languageName = (code: string): string =>
  LANGUAGES.find(({ value }) => value === code)?.label ?? code
