import { router } from '@inertiajs/vue3'
import { useI18n } from 'vue-i18n'
import { confirm } from '~/confirm'
import { useNotify } from '~/notify'
import type { ProfilePage } from '~/profiles'
import { postJson } from '~/request'

/** Makes a version live again after asking; true when it was done. */
export function useRevert(profile: () => ProfilePage) {
  const { t } = useI18n({ useScope: 'global' })
  const notify = useNotify()
  return async (version: number): Promise<boolean> => {
    const yes = await confirm({
      title: t('profiles.versions.revert_title', { version }),
      body: t('profiles.versions.revert_body', { version, live: profile().version }),
      action: t('profiles.versions.revert'),
    })
    if (!yes) return false
    try {
      await postJson(`/profiles/${profile().form.key}/revert`, { version })
      notify.done(t('profiles.versions.reverted', { version }))
      router.reload()
      return true
    } catch (error) {
      notify.failed(error)
      return false
    }
  }
}
