import { de } from '@nuxt/ui/locale'
import { byDomain } from '../i18n'

/** All German texts as one chunk: those of the pages, and those of Nuxt UI's parts. */
export const pages = byDomain(
  import.meta.glob<Record<string, unknown>>('./de/*.json', { eager: true, import: 'default' })
)
export const parts = de
