import { router } from '@inertiajs/vue3'
import { useI18n } from 'vue-i18n'
import { confirm } from '~/confirm'
import { useFormat } from '~/format'
import { useNotify } from '~/notify'
import { deleteJson, getJson, postJson } from '~/request'
import type { Named } from './types'

/** Another one like it, and taking one away; both ask what they have to. */
export function useDeleting() {
  const { t } = useI18n({ useScope: 'global' })
  const { number } = useFormat()
  const notify = useNotify()

  async function copy({ key, name }: Named) {
    try {
      const made = await postJson<{ key: string }>(`/automations/${key}/copy`)
      notify.done(t('automations.copied', { name }))
      router.visit(`/automations/${made.key}`)
    } catch (error) {
      notify.failed(error)
    }
  }

  /** True when it is gone. */
  async function remove({ key, name }: Named): Promise<boolean> {
    const known = await getJson<{ open: number }>(`/automations/${key}/open`).catch(() => null)
    const n = known?.open ?? 0
    const yes = await confirm({
      title: t('automations.delete.title', { name }),
      body: t('automations.delete.body'),
      ...(n > 0 && { consequence: t('automations.delete.stops', { n: number(n) }, n) }),
      action: t('common.action.delete'),
      danger: true,
    })
    if (!yes) return false
    try {
      await deleteJson(`/automations/${key}`)
      notify.done(t('automations.delete.done', { name }))
      return true
    } catch (error) {
      notify.failed(error)
      return false
    }
  }
  return { copy, remove }
}
