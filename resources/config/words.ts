import { usePage } from '@inertiajs/vue3'
import { useI18n } from 'vue-i18n'
import type { Words } from '~/config/describe_changes'
import type { SharedProps } from '~/types'

/** What sentences about configuration are built with: texts, and how numbers and times are written here. */
export function useWords(): Words {
  const { t, te, locale } = useI18n({ useScope: 'global' })
  const page = usePage<SharedProps>()
  return {
    t: (key, values = {}, plural) =>
      plural === undefined ? t(key, values) : t(key, values, plural),
    // Every text exists in English.
    te: (key) => te(key, 'en'),
    get manner() {
      return { locale: locale.value, timeZone: page.props.account?.timeZone ?? 'UTC' }
    },
  }
}
