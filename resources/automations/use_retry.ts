import { ref } from 'vue'
import { router } from '@inertiajs/vue3'
import { useI18n } from 'vue-i18n'
import { confirm } from '~/confirm'
import { useNotify } from '~/notify'
import { postJson } from '~/request'
import type { RunPage } from './types'

/** Going on with a run, and stopping one; both say first what that means. */
export function useRetry(run: () => RunPage, nameOf: (node: string) => string) {
  const { t } = useI18n({ useScope: 'global' })
  const notify = useNotify()
  const busy = ref(false)

  async function act(send: () => Promise<unknown>, done: string) {
    busy.value = true
    try {
      await send()
      notify.done(done)
      router.reload({ only: ['run'] })
    } catch (error) {
      notify.failed(error)
    } finally {
      busy.value = false
    }
  }

  /** From a node it came by; without one from where it stands. */
  async function retry(node?: string) {
    const from = node ?? run().node
    const again = run()
      .steps.slice(run().steps.findIndex((step) => step.node === from))
      .filter(({ status, node: id }, i, all) => {
        const first = all.findIndex((one) => one.node === id) === i
        return first && status === 'done'
      })
      .map(({ node: id }) => nameOf(id))
    const yes = await confirm({
      title: t('automations.run.retry_title', { node: nameOf(from) }),
      body: t('automations.run.retry_body'),
      ...(again.length > 0 && {
        consequence: t(
          'automations.run.retry_again',
          { n: again.length, nodes: again.join(', ') },
          again.length
        ),
      }),
      action: t('automations.run.retry'),
    })
    if (yes)
      await act(
        () => postJson(`/automation-runs/${run().id}/retry`, node ? { node } : {}),
        t('automations.run.retried')
      )
  }

  async function stop() {
    const yes = await confirm({
      title: t('automations.run.stop_title'),
      body: t('automations.run.stop_body'),
      action: t('automations.run.stop'),
    })
    if (yes)
      await act(() => postJson(`/automation-runs/${run().id}/stop`), t('automations.run.stopped'))
  }
  return { retry, stop, busy }
}
