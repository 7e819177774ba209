import { computed, ref, shallowRef, watch } from 'vue'
import { router } from '@inertiajs/vue3'
import { useI18n } from 'vue-i18n'
import { useFormat } from '~/format'
import { useNotify } from '~/notify'
import { getJson, postJson } from '~/request'
import type { ReturnFilters, ReturnPage, ReturnRow } from '~/returns/types'

/** As many are loaded to choose them all, 100 a page; the server decides at most so many in one request. */
const MOST_PAGES = 20
const AT_ONCE = 200

interface Decided {
  done: string[]
  failed: { id: string; message: string }[]
}

async function send(ids: string[], wish: { approve: boolean; reason?: string }): Promise<Decided> {
  const all: Decided = { done: [], failed: [] }
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const part = { ids: ids.slice(from, from + AT_ONCE), ...wish }
    const { done, failed } = await postJson<Decided>('/returns/decide', part)
    all.done.push(...done)
    all.failed.push(...failed)
  }
  return all
}

/** The rows of the queue, the one whose panel is open, and deciding one or many of them. */
export function useQueue(props: { list: ReturnPage; filters: ReturnFilters }) {
  const { t } = useI18n({ useScope: 'global' })
  const { money, count } = useFormat()
  const notify = useNotify()

  const rows = shallowRef<ReturnRow[]>([])
  const next = ref<string | null>(null)
  const chosen = ref(new Set<string>())
  watch(
    () => props.list,
    ({ data, meta }) => {
      rows.value = data
      next.value = meta.next_cursor
      const left = new Set(data.map(({ id }) => id))
      chosen.value = new Set([...chosen.value].filter((id) => left.has(id)))
    },
    { immediate: true }
  )

  const loading = ref(false)
  async function loadOlder() {
    loading.value = true
    try {
      const wish = { ...props.filters, cursor: next.value, limit: 100 }
      const more = await getJson<ReturnPage>('/returns/search', wish)
      rows.value = [...rows.value, ...more.data]
      next.value = more.meta.next_cursor
    } catch (error) {
      notify.failed(error)
    } finally {
      loading.value = false
    }
  }

  /** Loads what is left of the list and chooses all of it. */
  async function chooseAll() {
    for (let pages = 0; next.value && pages < MOST_PAGES; pages++) {
      const before = rows.value.length
      await loadOlder()
      if (rows.value.length === before) break
    }
    chosen.value = new Set(rows.value.map(({ id }) => id))
  }

  // ---- the panel
  const panel = ref(false)
  const current = shallowRef<ReturnRow | null>(null)
  const place = computed(() => rows.value.findIndex(({ id }) => id === current.value?.id))
  function show(row: ReturnRow) {
    current.value = row
    panel.value = true
  }
  function move(by: 1 | -1) {
    const row = rows.value[place.value + by]
    if (row) current.value = row
  }

  // ---- decisions
  const deciding = ref(false)
  async function decide(ids: string[], approve: boolean, reason?: string) {
    if (!ids.length || deciding.value) return
    deciding.value = true
    const mine = rows.value.filter(({ id }) => ids.includes(id))
    const leaves = panel.value && ids.includes(current.value?.id ?? '')
    // What stays, and the place of the open one in it.
    const left = rows.value.filter(({ id }) => !ids.includes(id) || id === current.value?.id)
    const at = left.findIndex(({ id }) => id === current.value?.id)
    const after = left[at + 1] ?? left[at - 1]
    try {
      const { done, failed } = await send(ids, { approve, ...(reason && { reason }) })
      if (done.length === 1 && mine.length === 1)
        notify.done(
          t(approve ? 'returns.done.approved' : 'returns.done.refused', {
            money: money(mine[0].amount),
          }),
          approve && mine[0].invoice && !mine[0].invoice.credited
            ? t('returns.done.credit', { number: mine[0].invoice.number })
            : undefined
        )
      else if (done.length)
        notify.done(count(done.length, approve ? 'returns.done.many' : 'returns.done.many_refused'))
      if (failed.length)
        notify.failed(failed[0].message, count(failed.length, 'returns.done.failed'))
      // In the list of waiting ones the next takes its place under the same keys.
      if (leaves && props.filters.status === 'waiting') {
        current.value = after ?? null
        panel.value = after !== undefined
      }
      chosen.value = new Set()
      router.reload({
        only: ['list', 'counts', 'waiting'],
        onSuccess: () => {
          const fresh = rows.value.find(({ id }) => id === current.value?.id)
          if (fresh) current.value = fresh
        },
      })
      return true
    } catch (error) {
      notify.failed(error)
    } finally {
      deciding.value = false
    }
  }

  return {
    rows,
    next,
    chosen,
    loading,
    loadOlder,
    chooseAll,
    panel,
    current,
    place,
    show,
    move,
    deciding,
    decide,
  }
}
