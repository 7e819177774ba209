import { useI18n } from 'vue-i18n'
import { useFormat } from '~/format'
import { cancelReason } from '~/story/say_reason'

/** What is said of windows and limits, wherever a return is shown. */
export function useReturnWords() {
  const { t, te, locale } = useI18n({ useScope: 'global' })
  const { number, percent } = useFormat()

  const reason = (key: string) =>
    cancelReason(key, {
      t: (...of) => t(...(of as [string])),
      has: (name) => te(name) || te(name, 'en'),
    })

  /** "October 2026" of `2026-10`. */
  const month = (of: string) =>
    new Intl.DateTimeFormat(locale.value === 'en' ? 'en-GB' : locale.value, {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    }).format(new Date(`${of}-15T00:00:00Z`))

  /** "day 3 of 7" */
  const window = (day: number, days: number | undefined) =>
    days === undefined
      ? t('returns.window.day', { day: number(day) })
      : day > days
        ? t('returns.window.over', { days: number(days), late: number(day - days) })
        : t('returns.window.open', { day: number(day), days: number(days) })

  /** "7 of 10 leads of October 2026"; the share it comes from beside it. */
  const places = (of: { used: number; limit: number | null; month: string }) =>
    of.limit === null
      ? t('returns.limit.none', { used: number(of.used), month: month(of.month) })
      : t('returns.limit.of', {
          used: number(of.used),
          limit: number(of.limit),
          month: month(of.month),
        })

  const share = (of: { sold: number | null; limit_percent: number | null | undefined }) =>
    of.sold !== null && of.limit_percent !== null && of.limit_percent !== undefined
      ? t('returns.limit.share', {
          percent: percent(of.limit_percent / 100),
          sold: number(of.sold),
        })
      : null

  const size = (bytes: number) =>
    bytes < 1024
      ? `${number(bytes)} B`
      : bytes < 1024 * 1024
        ? `${number(Math.round(bytes / 1024))} KB`
        : `${number(bytes / 1024 / 1024, { maximumFractionDigits: 1 })} MB`

  return { reason, month, window, places, share, size }
}
