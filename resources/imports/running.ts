/*
 * Imports that are under way, for the tray: asked for once when somebody arrives, then now and then as long as one runs.
 */
import { computed, onBeforeUnmount, onMounted, ref } from 'vue'
import { usePage } from '@inertiajs/vue3'
import type { SharedProps } from '~/types'
import { sessionEnded } from '~/session'
import { glanceAtImports } from './client'
import { isWorking } from './steps'
import type { LeadImport } from './types'
import { upload } from './uploads'

const EVERY_MS = 3_000

/** What runs, and what was seen running and has ended since; newest first. */
export const watched = ref<LeadImport[]>([])
/** Ids nobody wants to see any more. */
const dismissed = new Set<string>()

/** There is something for the tray to show. */
export const trayUsed = computed(() => watched.value.length > 0 || upload.value !== null)

const shows = (one: LeadImport) => isWorking(one) || one.status === 'paused'

/** Takes what was heard of imports, from wherever. */
export function heardOf(imports: readonly LeadImport[]) {
  const known = new Map(watched.value.map((one) => [one.id, one]))
  for (const one of imports) {
    if (shows(one)) dismissed.delete(one.id)
    if (!dismissed.has(one.id) && (shows(one) || known.has(one.id))) known.set(one.id, one)
  }
  watched.value = [...known.values()].sort((a, b) => (a.id < b.id ? 1 : -1))
}

export function dismiss(id: string) {
  dismissed.add(id)
  watched.value = watched.value.filter((one) => one.id !== id)
}

/** It was deleted: there is nothing to see of it. */
export const forget = dismiss

/** Looks while the layout stands. */
export function followImports() {
  const page = usePage<SharedProps>()
  let timer: ReturnType<typeof setInterval> | undefined
  let looking = false

  async function look() {
    if (looking || document.hidden || sessionEnded.value || !page.props.account) return
    looking = true
    try {
      const { data } = await glanceAtImports()
      heardOf(data)
    } catch {
      // The next look may see more.
    } finally {
      looking = false
    }
  }
  onMounted(() => {
    void look()
    timer = setInterval(() => watched.value.some(isWorking) && void look(), EVERY_MS)
  })
  onBeforeUnmount(() => clearInterval(timer))
}
