import { useI18n } from 'vue-i18n'

/** Months as people read them; a month is written `2026-10`. */
export function useMonth() {
  const { locale } = useI18n({ useScope: 'global' })
  const monthText = (month: string, style: 'long' | 'short' = 'long') =>
    new Intl.DateTimeFormat(locale.value === 'en' ? 'en-GB' : locale.value, {
      month: style,
      year: style === 'long' ? 'numeric' : '2-digit',
      timeZone: 'UTC',
    }).format(new Date(`${month}-15T00:00:00Z`))
  const lastOf = (month: string) => {
    const [year, number] = month.split('-').map(Number)
    return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
  }
  return { monthText, lastOf }
}
