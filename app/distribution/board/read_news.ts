import type { Entity } from '#entities/types'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { AccountConfig } from '#distribution/account_config'
import { countStages, movedSince } from '#distribution/board/board_column'
import {
  type BoardFilter,
  boardPipeline,
  isFiltered,
  stageFilter,
} from '#distribution/board/read_board'
import { type LeadRow, ROW_COLUMNS, presentRows } from '#distribution/lead_list/present_rows'
import { entityByKey, unknownEntity } from '#distribution/take_lead'

const MOST = 100
/** What was decided before the last look may have been stored after it. */
const OVERLAP_MS = 5_000

export interface BoardNews {
  /** Leads that were moved since, and those asked for, as they are now. */
  cards: LeadRow[]
  /** Ids of those asked for that belong on this board no more. */
  gone: string[]
  /** By stage; null with a filter, where counting is not cheap. */
  counts: Record<string, number> | null
  /** More was moved than one answer holds: the board is to be read anew. */
  more: boolean
  at: number
}

/** What changed on a board since `since` (ms), and how the leads in `ids` are by now. */
export async function readNews(
  config: AccountConfig,
  filter: BoardFilter,
  since: number,
  ids: readonly string[],
  now: number
): Promise<Result<BoardNews, Problem[]>> {
  const entity = entityByKey(config, filter.entity!)
  if (!entity) return fail([unknownEntity(filter.entity!)])
  const read = await stageFilter(config, filter, entity, undefined, now)
  if (!read.ok) return read
  const filtered = isFiltered(filter)
  const own = boardPipeline(entity, filter.pipeline)?.stages.map(({ key }) => key) ?? []
  const [moved, asked, counts] = await Promise.all([
    movedSince(entity.id, entity.stages, since - OVERLAP_MS, MOST),
    rowsOf(entity, ids),
    filtered ? null : countStages(entity.id, own),
  ])
  const rows = [...new Map([...moved, ...asked].map((row) => [row.id, row])).values()]
  const belongs = (row: Row) =>
    row.erased_at === null &&
    own.includes(row.stage as string) &&
    (!filtered || read.value.search.matches(row))
  const cards = await presentRows(config, rows.filter(belongs))
  const here = new Set(cards.map(({ id }) => id))
  return ok({
    cards,
    gone: [...rows.map(({ id }) => id as string), ...ids].filter((id) => !here.has(id)),
    counts: counts && Object.fromEntries(own.map((stage) => [stage, counts.get(stage) ?? 0])),
    more: moved.length === MOST,
    at: now,
  })
}

const rowsOf = async ({ id, accountId }: Entity, ids: readonly string[]): Promise<Row[]> =>
  ids.length
    ? store.all(
        `select ${ROW_COLUMNS} from leads where account_id = ? and entity_id = ? and id in (??)`,
        [accountId, id, [...ids]]
      )
    : []
