import type { Entity } from '#entities/types'
import type { Pipeline, Stage } from '#entities/pipelines'
import { writeCursor } from '#shared/list_query'
import { type Problem, type Result, fail, ok } from '#shared/result'
import type { AccountConfig } from '#distribution/account_config'
import { PAGE, countStages, presentColumns, stageRows } from '#distribution/board/board_column'
import { type StageEffect, stageEffects } from '#distribution/board/stage_effects'
import { type LeadRow, ROW_COLUMNS } from '#distribution/lead_list/present_rows'
import {
  type LeadFilter,
  type ReadFilter,
  narrowed,
  readFilter,
} from '#distribution/lead_list/read_filter'
import { findPage } from '#distribution/lead_search/find_page'
import { entityByKey, unknownEntity } from '#distribution/take_lead'

/** What a column may take (ms) with a filter before it shows what it has, and beyond that to count. */
const BUDGET_MS = 120
const COUNT_MS = 40

export type BoardFilter = Omit<LeadFilter, 'stage'> & { pipeline?: string }

export interface ColumnPage {
  stage: string
  cards: LeadRow[]
  next_cursor: string | null
  /** On the first page. `exact: false`: there are more, or may be. */
  count: { n: number; exact: boolean } | null
}

export interface Board {
  entity: string
  pipeline: string
  /** With a filter the columns are in order of arrival. */
  filtered: boolean
  columns: ColumnPage[]
  /** What leads set off that come to a stage, by its key. */
  effects: Record<string, StageEffect[]>
  /** The moment it shows (ms). */
  at: number
}

/** The entity a board is of: the named one, else the first that has a pipeline; null where none has. */
export const boardEntity = (config: AccountConfig, key: string | undefined): Entity | null =>
  key === undefined
    ? ([...config.entities.values()].find(({ pipelines }) => pipelines.length) ?? null)
    : entityByKey(config, key)

export const boardPipeline = (entity: Entity, key: string | undefined): Pipeline | null =>
  entity.pipelines.find((one) => one.key === key) ?? entity.pipelines[0] ?? null

/** Parts that leave leads out; all of them are named, so that none is forgotten. */
const PARTS: Record<Exclude<keyof BoardFilter, 'entity' | 'pipeline'>, true> = {
  ...{ q: true, status: true, tag: true, assignee: true, source: true, test: true },
  ...{ period: true, from: true, to: true, rule: true },
}
export const isFiltered = (filter: BoardFilter): boolean =>
  (Object.keys(PARTS) as (keyof typeof PARTS)[]).some((part) => {
    const value = filter[part]
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== ''
  })

/** A board with the first page of each of its columns; null where the entity has no pipeline. */
export async function readBoard(
  config: AccountConfig,
  filter: BoardFilter,
  now: number
): Promise<Result<Board | null, Problem[]>> {
  const entity = boardEntity(config, filter.entity)
  if (filter.entity !== undefined && !entity) return fail([unknownEntity(filter.entity)])
  const pipeline = entity && boardPipeline(entity, filter.pipeline)
  if (!entity || !pipeline) return ok(null)
  const filtered = isFiltered(filter)
  const read = await stageFilter(config, filter, entity, undefined, now)
  if (!read.ok) return read
  const [pages, effects] = await Promise.all([
    filtered
      ? Promise.all(
          pipeline.stages.map(({ key: stage }) =>
            filteredRows(config, narrowed(config, read.value, { stage }, now))
          )
        )
      : plainColumns(entity, pipeline.stages),
    stageEffects(config, entity),
  ])
  const cards = await presentColumns(
    config,
    pages.map(({ rows }) => rows)
  )
  const columns = pipeline.stages.map(({ key }, i): ColumnPage => ({
    stage: key,
    cards: cards[i],
    next_cursor: cursor(pages[i].next),
    count: pages[i].count,
  }))
  return ok({
    ...{ entity: entity.key, pipeline: pipeline.key, filtered, columns, effects },
    at: now,
  })
}

/** The next page of a column, after what its last one ended with. */
export async function readColumn(
  config: AccountConfig,
  filter: BoardFilter & { stage: string },
  after: string | null,
  now: number
): Promise<Result<ColumnPage, Problem[]>> {
  const entity = entityByKey(config, filter.entity!)
  if (!entity) return fail([unknownEntity(filter.entity!)])
  const read = await stageFilter(config, filter, entity, filter.stage, now)
  if (!read.ok) return read
  const { rows, next } = isFiltered(filter)
    ? await filteredRows(config, read.value, after)
    : await stageRows(entity.id, filter.stage, after)
  const [cards] = await presentColumns(config, [rows])
  return ok({ stage: filter.stage, cards, next_cursor: cursor(next), count: null })
}

const cursor = (next: string | null) => (next === null ? null : writeCursor(next))

/** The filter of the board narrowed to one of its stages. */
export const stageFilter = (
  config: AccountConfig,
  { pipeline, ...filter }: BoardFilter,
  entity: Entity,
  stage: string | undefined,
  now: number
) => readFilter(config, { ...filter, entity: entity.key, stage }, now)

async function plainColumns(entity: Entity, stages: readonly Stage[]) {
  const keys = stages.map(({ key }) => key)
  const [counts, ...pages] = await Promise.all([
    countStages(entity.id, keys),
    ...keys.map((key) => stageRows(entity.id, key)),
  ])
  return pages.map((page, i) => ({
    ...page,
    count: { n: counts.get(keys[i]) ?? 0, exact: true },
  }))
}

async function filteredRows(config: AccountConfig, { search }: ReadFilter, after?: string | null) {
  return findPage(config.account.id, search, {
    order: 'newest',
    after: after ?? null,
    limit: PAGE,
    columns: ROW_COLUMNS,
    budgetMs: BUDGET_MS,
    countMs: COUNT_MS,
  })
}
