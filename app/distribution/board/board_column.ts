import { store } from '#store/store'
import type { Row, Value } from '#store/types'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import { type LeadRow, ROW_COLUMNS, presentRows } from '#distribution/lead_list/present_rows'

/** Cards of a column that are loaded at once. */
export const PAGE = 30

/** Leads of one stage with where the next ones begin; `after` is a `cursorOf`. */
export interface StageRows {
  rows: Row[]
  next: string | null
}

/** One page of a column without a filter, from the index of boards: who came to the stage last stands on top. */
export async function stageRows(
  entityId: string,
  stage: string,
  after: string | null = null
): Promise<StageRows> {
  const params: Value[] = [entityId, stage]
  if (after !== null) params.push(...readCursor(after))
  const rows = await store.all(
    `select ${ROW_COLUMNS} from leads
     where entity_id = ? and stage = ? and stage is not null and erased_at is null
       ${after === null ? '' : 'and (stage_since, id) < (?, ?)'}
     order by stage_since desc, id desc limit ${PAGE + 1}`,
    params
  )
  return pageOf(rows)
}

const pageOf = (found: Row[]): StageRows => {
  const rows = found.slice(0, PAGE)
  return { rows, next: found.length > PAGE ? cursorOf(rows[PAGE - 1]) : null }
}

const cursorOf = (row: Row) => `${Number(row.stage_since)}:${row.id as string}`
function readCursor(cursor: string): [number, string] {
  const [since, id] = cursor.split(':', 2)
  return [Number(since) || 0, id ?? '']
}

/** How many leads stand in each stage, by the same index; a stage where none does is missing. */
export async function countStages(
  entityId: string,
  stages: readonly string[]
): Promise<Map<string, number>> {
  if (!stages.length) return new Map()
  const rows = await store.all(
    `select stage, count(*) as n from leads
     where entity_id = ? and stage in (??) and stage is not null and erased_at is null
     group by stage`,
    [entityId, [...stages]]
  )
  return new Map(rows.map(({ stage, n }) => [stage as string, Number(n)]))
}

/** Leads that came to one of these stages since then, the last first; at most `limit`. */
export async function movedSince(
  entityId: string,
  stages: readonly string[],
  since: number,
  limit: number
): Promise<Row[]> {
  const found = await Promise.all(
    stages.map((stage) =>
      store.all(
        `select ${ROW_COLUMNS} from leads
         where entity_id = ? and stage = ? and stage is not null and erased_at is null
           and stage_since >= ? order by stage_since desc, id desc limit ${limit}`,
        [entityId, stage, since]
      )
    )
  )
  return found
    .flat()
    .sort((a, b) => Number(b.stage_since) - Number(a.stage_since))
    .slice(0, limit)
}

/** A lead as a card shows it, as it is this moment; null where the account has none of that id. */
export async function boardCard(accountId: string, leadId: string): Promise<LeadRow | null> {
  const [config, row] = await Promise.all([
    accountConfig(accountId),
    store.first(`select ${ROW_COLUMNS} from leads where id = ? and account_id = ?`, [
      leadId,
      accountId,
    ]),
  ])
  if (!row) return null
  const [card] = await presentRows(config, [row])
  return card
}

/** Rows of several columns presented together: who bought them is asked once. */
export async function presentColumns(
  config: AccountConfig,
  columns: readonly Row[][]
): Promise<LeadRow[][]> {
  const cards = await presentRows(config, columns.flat())
  let from = 0
  return columns.map((rows) => cards.slice(from, (from += rows.length)))
}
