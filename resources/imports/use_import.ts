/*
 * One import as its page sees it: how far it is, and what may be done to it.
 */
import { onBeforeUnmount, onMounted, ref, watch } from 'vue'
import { useNotify } from '~/notify'
import { type ImportAction, actOn, importState } from './client'
import { heardOf } from './running'
import { isWorking } from './steps'
import type { LeadImport } from './types'

const EVERY_MS = 800

export function useImport(given: () => LeadImport) {
  const notify = useNotify()
  const seen = ref<LeadImport>(given())
  const busy = ref<ImportAction | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let gone = false

  function take(next: LeadImport) {
    if (gone || next.id !== seen.value.id) return
    seen.value = next
    heardOf([next])
    clearTimeout(timer)
    if (isWorking(next)) timer = setTimeout(() => void look(), EVERY_MS)
  }

  async function look() {
    try {
      take(await importState(seen.value.id))
    } catch {
      // The next look may see more.
      clearTimeout(timer)
      if (!gone) timer = setTimeout(() => void look(), 4 * EVERY_MS)
    }
  }

  /** True when it was taken up. */
  async function act(action: ImportAction): Promise<boolean> {
    busy.value = action
    try {
      take(await actOn(seen.value.id, action))
      return true
    } catch (error) {
      notify.failed(error)
      void look()
      return false
    } finally {
      busy.value = null
    }
  }

  watch(given, (next) => {
    seen.value = next
    take(next)
  })
  onMounted(() => take(seen.value))
  onBeforeUnmount(() => {
    gone = true
    clearTimeout(timer)
  })
  return { seen, busy, take, look, act }
}
