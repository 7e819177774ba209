/*
 * The rows of the list: the first page comes with the page, the next ones and what is new are asked for while it stays.
 */
import { computed, onBeforeUnmount, onMounted, ref, watch } from 'vue'
import { router } from '@inertiajs/vue3'
import { Problem, getJson } from '~/request'
import { useNotify } from '~/notify'
import { filterOf, toParams } from './list_query'
import type { LeadRow, ListQuery, RowsPage } from './types'

/** Looks further back so many times by itself while nothing new turns up; then somebody is asked. */
const PATIENCE = 10
const NEWS_MS = 15_000
const PAGE_PARTS = ['query', 'page', 'problems', 'views', 'jobs']

interface ListProps {
  query: ListQuery
  page: RowsPage | null
}

export function useLeadList(props: ListProps) {
  const notify = useNotify()
  const rows = ref<LeadRow[]>([])
  const meta = ref<RowsPage['meta'] | null>(null)
  const loading = ref(false)
  /** The server is asked for another first page. */
  const visiting = ref(false)
  const paused = ref(false)
  const news = ref({ n: 0, more: false })
  let looks = 0
  let asked = new AbortController()

  watch(
    () => props.page,
    (page) => {
      asked.abort()
      asked = new AbortController()
      rows.value = page?.data ?? []
      meta.value = page?.meta ?? null
      news.value = { n: 0, more: false }
      loading.value = paused.value = false
      looks = 0
      if (meta.value?.searched_back_to) void loadMore()
    },
    { immediate: true }
  )

  /** Goes on where the last page ended; by itself again as long as time ran out before the page was full. */
  async function loadMore() {
    const cursor = meta.value?.next_cursor
    if (!cursor || loading.value) return
    loading.value = true
    paused.value = false
    const { signal } = asked
    try {
      const page = await getJson<RowsPage>(
        '/leads/search',
        { ...toParams(props.query), cursor },
        { signal }
      )
      rows.value = [...rows.value, ...page.data]
      // The count is of the first page, the rest of the last.
      meta.value = { ...page.meta, count: meta.value?.count ?? null }
      looks = page.data.length ? 0 : looks + 1
    } catch (error) {
      if (!signal.aborted) {
        paused.value = true
        notify.failed(error)
      }
      return
    } finally {
      if (!signal.aborted) loading.value = false
    }
    if (!meta.value?.searched_back_to) return
    if (looks < PATIENCE) await loadMore()
    else paused.value = true
  }

  function lookOn() {
    looks = 0
    void loadMore()
  }

  /** Shows another filter, order or view; `replace` leaves the one before out of the history. */
  function go(query: ListQuery, replace = false) {
    router.get('/leads', toParams(query), {
      preserveState: true,
      preserveScroll: false,
      replace,
      only: PAGE_PARTS,
      onStart: () => (visiting.value = true),
      onFinish: () => (visiting.value = false),
    })
  }

  /** With what can be chosen: a tag may have been made meanwhile. */
  const reload = () => router.reload({ only: [...PAGE_PARTS, 'choices'] })

  const newest = computed(() => rows.value[0]?.id ?? 'lead_')
  let timer: ReturnType<typeof setInterval>
  async function lookForNews() {
    if (document.hidden || !meta.value || visiting.value || props.query.sort === 'oldest') return
    const { signal } = asked
    try {
      const params = { ...toParams(filterOf(props.query)), after: newest.value }
      const found = await getJson<{ n: number; more: boolean }>('/leads/news', params, { signal })
      if (!signal.aborted) news.value = found
    } catch (error) {
      // The hint can wait; only an ended session is worth a word, and that has had it.
      if (!(error instanceof Problem) && !signal.aborted) throw error
    }
  }
  onMounted(() => (timer = setInterval(() => void lookForNews(), NEWS_MS)))
  onBeforeUnmount(() => {
    clearInterval(timer)
    asked.abort()
  })

  return { rows, meta, loading, visiting, paused, news, loadMore, lookOn, go, reload }
}
