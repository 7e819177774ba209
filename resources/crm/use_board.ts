/*
 * The columns of a board while it is looked at: the next cards of one, a card that is moved, and what others move meanwhile.
 */
import { computed, shallowRef, watch } from 'vue'
import { router } from '@inertiajs/vue3'
import {
  type Board,
  type BoardNews,
  type Column,
  type ColumnPage,
  columnOf,
  joined,
  placeOf,
  renewed,
  withCard,
  withNews,
} from '~/crm/board'
import { useNews } from '~/crm/use_news'
import { LAYOUT_PATHS, filterOf, toParams } from '~/leads/list_query'
import type { LeadFilter, LeadRow, ListQuery } from '~/leads/types'
import { useNotify } from '~/notify'
import { Problem, getJson, patchJson } from '~/request'

const PAGE_PARTS = ['query', 'board', 'problems', 'views']

interface BoardProps {
  query: ListQuery
  board: Board | null
}

/** Where a lead stands that was moved by somebody else meanwhile. */
export interface Meanwhile {
  card: LeadRow
  wanted: string
  stage: string | null
  by: string | null
  at: string | null
}

export function useBoard(props: BoardProps, told: { meanwhile(it: Meanwhile): void }) {
  const notify = useNotify()
  const columns = shallowRef<Column[]>([])
  const visiting = shallowRef(false)
  let asked = new AbortController()
  let seenAt = 0

  watch(
    () => props.board,
    (board) => {
      asked.abort()
      asked = new AbortController()
      columns.value = (board?.columns ?? []).map(columnOf)
      seenAt = board?.at ?? 0
    },
    { immediate: true }
  )

  const params = computed(() =>
    toParams({
      ...filterOf(props.query),
      entity: props.board?.entity,
      pipeline: props.board?.pipeline,
    })
  )
  const change = (stage: string, part: Partial<Column>) =>
    (columns.value = columns.value.map((column) =>
      column.stage === stage ? { ...column, ...part } : column
    ))

  async function loadMore(stage: string) {
    const column = columns.value.find((one) => one.stage === stage)
    if (!column?.next || column.loading) return
    change(stage, { loading: true, failed: false })
    const { signal } = asked
    try {
      const page = await getJson<ColumnPage>(
        '/leads/board/column',
        { ...params.value, stage, cursor: column.next },
        { signal }
      )
      const now = columns.value.find((one) => one.stage === stage)!
      // Cards that were moved on meanwhile are where they were put.
      const fresh = page.cards.filter(({ id }) => !placeOf(columns.value, id))
      const cards = joined(now.cards, fresh)
      change(stage, { cards, next: page.next_cursor, loading: false })
      if (page.next_cursor && !fresh.length) void loadMore(stage)
    } catch (error) {
      if (signal.aborted) return
      change(stage, { loading: false, failed: true })
      notify.failed(error)
    }
  }

  // One move of a lead after the other: the next begins where the last one ended, or not at all.
  const moving = new Map<string, Promise<boolean>>()
  /** Puts a card into another column at once, or off the board where the stage is of another pipeline; answers whether it stayed there. */
  async function move(card: LeadRow, to: string): Promise<boolean> {
    const { id } = card
    const place = placeOf(columns.value, id)
    const before = place ? columns.value[place.column].cards[place.card] : card
    if (before.stage === to) return false
    const moved = { ...before, stage: to, stage_since: new Date().toISOString() }
    columns.value = withCard(columns.value, moved)
    const earlier = moving.get(id)
    const send = async () => {
      if (earlier && !(await earlier)) return false
      return sendMove(before, to, place?.card)
    }
    const sent = send()
    moving.set(id, sent)
    const kept = await sent
    if (moving.get(id) === sent) moving.delete(id)
    return kept
  }

  async function sendMove(before: LeadRow, to: string, place?: number): Promise<boolean> {
    const { id, stage: from } = before
    try {
      const card = await patchJson<LeadRow>(`/leads/${id}/stage`, {
        ...{ stage: to, expected_stage: from },
      })
      const at = placeOf(columns.value, id)
      // One that was moved on meanwhile is told by the later answer.
      if (at && columns.value[at.column].cards[at.card].stage === card.stage)
        columns.value = renewed(columns.value, card)
      return true
    } catch (error) {
      if (error instanceof Problem && error.status === 409 && 'stage' in error.members) {
        const { stage, moved_by: by, moved_at: at } = error.members as Record<string, string | null>
        columns.value = withCard(columns.value, { ...before, stage, stage_since: at })
        told.meanwhile({ card: { ...before, stage }, wanted: to, stage, by, at })
      } else {
        columns.value = withCard(columns.value, before, place)
        notify.failed(error)
      }
      return false
    }
  }

  function go(query: ListQuery, replace = false) {
    router.get(LAYOUT_PATHS.board, toParams(query), {
      preserveState: true,
      preserveScroll: true,
      replace,
      only: PAGE_PARTS,
      onStart: () => (visiting.value = true),
      onFinish: () => (visiting.value = false),
    })
  }
  const changeFilter = (filter: LeadFilter, replace?: boolean) => {
    const { view, pipeline, entity } = props.query
    const same = filter.entity === (entity ?? props.board?.entity)
    go({ ...filter, view, pipeline: same ? pipeline : undefined }, replace)
  }

  const live = useNews({
    active: () => props.board !== null,
    look: (ids, signal) =>
      getJson<BoardNews>(
        '/leads/board/news',
        { ...params.value, since: seenAt, ids: ids.join(',') },
        { signal }
      ),
    signal: () => asked.signal,
    shows: (id) => placeOf(columns.value, id) !== null,
    use(news) {
      if (news.more) return router.reload({ only: PAGE_PARTS })
      seenAt = news.at
      const counts = moving.size ? null : news.counts
      columns.value = withNews(columns.value, { ...news, counts }, (id) => moving.has(id))
    },
  })

  return { columns, visiting, loadMore, move, go, changeFilter, ...live }
}
