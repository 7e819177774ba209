import { useI18n } from 'vue-i18n'

/** What a VAT territory is called: by its own words, else by its country's name. */
export function useTerritory() {
  const { t, te, locale } = useI18n()
  return (code: string): string => {
    const key = `tax.territory.${code.replace('-', '_')}`
    if (te(key, 'en')) return t(key)
    const name = new Intl.DisplayNames([locale.value], { type: 'region', fallback: 'none' })
    return (/^[A-Z]{2}$/.test(code) ? name.of(code) : undefined) ?? code
  }
}
