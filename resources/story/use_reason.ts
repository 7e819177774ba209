import { useI18n } from 'vue-i18n'
import { sayReason } from './say_reason'

/** Reasons of runs and deliveries in the reader's language; those a partner wrote stay as they are. */
export function useReason() {
  const { t, te } = useI18n({ useScope: 'global' })
  return (reason: string) => sayReason(reason, { t, has: (key) => te(key, 'en') })
}
