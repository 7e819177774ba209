import { useI18n } from 'vue-i18n'

/** The sentence of a reason the server gives by a code; its own words where it gives those. */
export function useErrorText() {
  const { t, te } = useI18n({ useScope: 'global' })
  return (code: string | undefined): string | undefined =>
    code && te(`auth.error.${code}`, 'en') ? t(`auth.error.${code}`) : code
}
