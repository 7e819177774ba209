import { router } from '@inertiajs/vue3'
import { useI18n } from 'vue-i18n'
import { confirm } from '~/confirm'
import { useNotify } from '~/notify'
import { postJson } from '~/request'
import type { AutomationPage } from './types'

/** Makes a version live again, and the draft, after asking; true when it was done. */
export function useRevertAutomation(automation: () => AutomationPage) {
  const { t } = useI18n({ useScope: 'global' })
  const notify = useNotify()
  return async (version: number): Promise<boolean> => {
    const yes = await confirm({
      title: t('automations.versions.revert_title', { version }),
      body: t('automations.versions.revert_body', { version }),
      action: t('automations.versions.revert'),
    })
    if (!yes) return false
    try {
      await postJson(`/automations/${automation().key}/revert`, { version })
      notify.done(t('automations.versions.reverted', { version }))
      router.reload()
      return true
    } catch (error) {
      notify.failed(error)
      return false
    }
  }
}
