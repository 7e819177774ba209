/*
 * The choices for an import: kept on the server a moment after each change, and the first rows read anew by them.
 */
import { type Ref, computed, onBeforeUnmount, onMounted, ref, watch } from 'vue'
import { useNotify } from '~/notify'
import { problemsByField } from '~/problem_text'
import { Problem } from '~/request'
import { importPreview, saveSettings } from './client'
import { isBegun } from './steps'
import type { ImportPreview, ImportSettings, LeadImport } from './types'

const AFTER_MS = 300

export function useSettings(seen: Ref<LeadImport>, take: (next: LeadImport) => void) {
  const notify = useNotify()
  const settings = ref<ImportSettings>(seen.value.settings)
  const preview = ref<ImportPreview | null>(null)
  const errors = ref<Record<string, string>>({})
  const reading = ref(false)
  const dirty = ref(false)
  /** Whether the first row names the columns; the server then reads all columns anew. */
  const header = ref<boolean | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = new AbortController()
  let saving: Promise<boolean> | null = null

  function later() {
    dirty.value = true
    clearTimeout(timer)
    timer = setTimeout(() => void keep(), AFTER_MS)
  }
  function change(next: ImportSettings) {
    settings.value = next
    later()
  }
  function setHeader(named: boolean) {
    header.value = named
    later()
  }

  /** Resolves when the server has what is chosen; false when it was refused. */
  async function keep(): Promise<boolean> {
    clearTimeout(timer)
    if (saving) await saving
    if (!dirty.value) return Object.keys(errors.value).length === 0
    saving = store().finally(() => (saving = null))
    return saving
  }

  async function store(): Promise<boolean> {
    const named = header.value
    dirty.value = false
    header.value = null
    try {
      // With other names the columns are other ones: what was chosen for them is the server's to say.
      const wish = named === null ? settings.value : { header: named }
      const next = await saveSettings(seen.value.id, wish)
      errors.value = {}
      if (!dirty.value) settings.value = next.settings
      take(next)
      void read()
      return true
    } catch (error) {
      if (error instanceof Problem && error.status === 422)
        errors.value = problemsByField(error.errors)
      else notify.failed(error)
      return false
    }
  }

  async function read() {
    asked.abort()
    asked = new AbortController()
    const { signal } = asked
    reading.value = true
    try {
      const found = await importPreview(seen.value.id, signal)
      if (!signal.aborted) preview.value = found
    } catch (error) {
      if (!signal.aborted) notify.failed(error)
    } finally {
      if (!signal.aborted) reading.value = false
    }
  }

  // Somebody else's change is followed, unless one of one's own is on its way.
  watch(
    () => seen.value.settings,
    (next) => {
      if (!dirty.value && !saving) settings.value = next
    }
  )
  onMounted(() => !isBegun(seen.value) && void read())
  onBeforeUnmount(() => {
    asked.abort()
    if (dirty.value) void keep()
  })
  const busy = computed(() => reading.value || dirty.value)
  return { settings, preview, errors, header, busy, change, setHeader, keep }
}
