/*
 * A form over one thing: a copy to change, what differs, what is wrong where, saving, and asking before leaving. What is
 * not saved outlives a lost session and a reload of the tab.
 */
import { computed, onBeforeUnmount, onMounted, reactive, type Ref, ref, toRaw, watch } from 'vue'
import { router } from '@inertiajs/vue3'
import { useI18n } from 'vue-i18n'
import { confirm } from './confirm'
import { useNotify } from './notify'
import { problemsByField } from './problem_text'
import { Problem } from './request'

export interface EditOptions<T> {
  /** What is stored now; read again when the page's props change. */
  initial: () => T
  /** Stores it. A Problem of it lands in `errors`; what it resolves with is what is stored from here on, if anything. */
  save: (value: T) => Promise<T | void>
  /** Names the draft in this tab; without one nothing is kept. */
  key?: string
}

/** Reactive as a whole: `edit.value.name`, `edit.errors['name']`. Taken apart it would lose that. */
export interface Edit<T = unknown> {
  value: T
  readonly dirty: boolean
  /** By field path: `assignments[2].price`. */
  errors: Record<string, string>
  readonly saving: boolean
  /** When the unsaved changes were typed, if they were brought back from before a reload. */
  readonly restored: string | null
  save: () => Promise<boolean>
  discard: () => void
}

const copy = <T>(of: T): T => JSON.parse(JSON.stringify(toRaw(of) ?? null)) as T
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

export function useEdit<T>({ initial, save: store, key }: EditOptions<T>): Edit<T> {
  const { t } = useI18n()
  const notify = useNotify()
  const stored = ref(copy(initial())) as Ref<T>
  const value = ref(copy(initial())) as Ref<T>
  const errors = ref<Record<string, string>>({})
  const saving = ref(false)
  const dirty = computed(() => !same(value.value, stored.value))

  const draft = useDraft<T>(key)
  const kept = draft.read()
  const restored = ref<string | null>(null)
  if (kept && same(kept.base, stored.value)) {
    value.value = kept.value
    restored.value = kept.at
  } else draft.drop()

  // The page got newer props: followed, unless somebody is in the middle of a change.
  watch(initial, (next) => {
    if (same(next, stored.value)) return
    if (!dirty.value) value.value = copy(next)
    stored.value = copy(next)
  })
  watch(
    value,
    () => (dirty.value ? draft.write({ base: stored.value, value: value.value }) : draft.drop()),
    { deep: true }
  )

  async function save(): Promise<boolean> {
    if (saving.value) return false
    saving.value = true
    errors.value = {}
    const sent = copy(value.value)
    try {
      const answer = await store(sent)
      stored.value = copy(answer ?? sent)
      // What was typed while it was on its way is kept as a further change.
      if (answer && same(value.value, sent)) value.value = copy(answer)
      restored.value = null
      if (!dirty.value) draft.drop()
      return true
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      errors.value = problemsByField(error.errors)
      if (!error.errors.length) notify.failed(error, t('common.save.failed'))
      return false
    } finally {
      saving.value = false
    }
  }

  function discard() {
    value.value = copy(stored.value)
    errors.value = {}
    restored.value = null
    draft.drop()
  }

  useLeaveGuard(
    () => dirty.value,
    async () => {
      const leave = await confirm({
        title: t('common.leave.title'),
        body: t('common.leave.body'),
        action: t('common.leave.action'),
        danger: true,
      })
      if (leave) discard()
      return leave
    }
  )

  return reactive({ value, dirty, errors, saving, restored, save, discard }) as Edit<T>
}

interface Draft<T> {
  base: T
  value: T
  at: string
}

function useDraft<T>(key: string | undefined) {
  const name = key && `draft:${key}`
  return {
    read(): Draft<T> | null {
      try {
        return name ? (JSON.parse(sessionStorage.getItem(name) ?? 'null') as Draft<T> | null) : null
      } catch {
        return null
      }
    },
    write(draft: { base: T; value: T }) {
      if (!name) return
      try {
        sessionStorage.setItem(name, JSON.stringify({ ...draft, at: new Date().toISOString() }))
      } catch {
        // The storage is full: the form still works, it is only not kept.
      }
    },
    drop: () => name && sessionStorage.removeItem(name),
  }
}

/** Asks before the page is left while `isDirty`; a closed tab by the browser's own words. */
export function useLeaveGuard(isDirty: () => boolean, mayLeave: () => Promise<boolean>) {
  let stop: () => void = () => {}
  const onUnload = (event: BeforeUnloadEvent) => isDirty() && event.preventDefault()
  onMounted(() => {
    addEventListener('beforeunload', onUnload)
    stop = router.on('before', (event) => {
      const { visit } = event.detail
      const stays = visit.method !== 'get' || visit.only.length > 0 || visit.prefetch
      if (stays || !isDirty() || visit.url.pathname === location.pathname) return
      event.preventDefault()
      void mayLeave().then((yes) => yes && router.visit(visit.url, { method: visit.method }))
    })
  })
  onBeforeUnmount(() => {
    stop()
    removeEventListener('beforeunload', onUnload)
  })
}
