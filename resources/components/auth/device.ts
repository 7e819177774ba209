import { useI18n } from 'vue-i18n'

/** A session as the server tells of it. */
export interface UserSession {
  id: string
  current: boolean
  device: {
    browser: string | null
    system: string | null
    kind: 'computer' | 'phone' | 'tablet' | 'other'
  }
  address: string | null
  remembered: boolean
  created_at: string
  last_seen_at: string
  expires_at: string
}

export const DEVICE_ICONS: Record<UserSession['device']['kind'], string> = {
  computer: 'i-lucide-laptop',
  phone: 'i-lucide-smartphone',
  tablet: 'i-lucide-tablet',
  other: 'i-lucide-monitor',
}

/** "Firefox on Windows". */
export function useDeviceName() {
  const { t } = useI18n({ useScope: 'global' })
  return ({ browser, system }: UserSession['device']): string =>
    browser && system
      ? t('auth.device.on', { browser, system })
      : (browser ?? system ?? t('auth.device.unknown'))
}
