import { stageNames } from '#entities/pipelines'
import { openValues } from '#entities/seal_values'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { AccountConfig } from '#distribution/account_config'
import { titleOf } from '#distribution/merge/find_duplicates'

/** Rows of other parts that go along, where an install has them. */
const GOES_ALONG = ['notes', 'tasks', 'lead_mails'] as const
const STAYS = ['deliveries', 'distributions'] as const

export interface ComparedLead {
  id: string
  title: string
  status: string
  stage: string | null
  source: string | null
  assignee: string | null
  created_at: string
  /** How many of each go along, and how many stay where they are. */
  counts: Record<(typeof GOES_ALONG)[number] | (typeof STAYS)[number], number>
}

export interface ComparedField {
  key: string
  label: string
  type: string
  encrypted: boolean
  /** Some of them have another value, or none. */
  differs: boolean
  /** By lead. Null: none; `hidden`: there is one, which is encrypted. */
  values: Record<string, { value: unknown; hidden: boolean } | null>
}

const shown = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !('sha256' in value)) return value
  const file: Record<string, unknown> = { ...value }
  delete file.path
  return file
}

/** Leads of one entity side by side, for who is about to merge them. Encrypted values are compared and not shown. */
export async function compareLeads(config: AccountConfig, rows: readonly Row[]) {
  const entity = config.entities.get(rows[0].entity_id as string)!
  const opened = new Map(
    rows.map((row) => [row.id as string, openValues(config.key, entity, row.values as string)])
  )
  const fields = entity.fields.map(({ key, label, type, encrypted }): ComparedField => {
    const said = [...opened].map(([id, values]) => [id, values[key] ?? null] as const)
    const texts = new Set(said.map(([, value]) => JSON.stringify(value)))
    return {
      ...{ key, label, type, encrypted, differs: texts.size > 1 },
      values: Object.fromEntries(
        said.map(([id, value]) => [
          id,
          value === null ? null : { value: encrypted ? null : shown(value), hidden: encrypted },
        ])
      ),
    }
  })
  const names = stageNames(entity.pipelines)
  const nameOfStage = (stage: unknown) =>
    stage === null ? null : (names[stage as string] ?? (stage as string))
  const ids = rows.map((row) => row.id as string)
  const counts = await countRows(ids)
  return {
    leads: rows.map((row): ComparedLead => ({
      ...{ id: row.id as string, title: titleOf(row), status: row.status as string },
      ...{ stage: nameOfStage(row.stage), source: row.source as string | null },
      assignee: row.assignee as string | null,
      created_at: new Date(Number(row.created_at)).toISOString(),
      counts: counts.get(row.id as string)!,
    })),
    fields,
  }
}

async function countRows(ids: string[]): Promise<Map<string, ComparedLead['counts']>> {
  const none = { notes: 0, tasks: 0, lead_mails: 0, deliveries: 0, distributions: 0 }
  const counts = new Map(ids.map((id) => [id, { ...none }]))
  for (const table of [...GOES_ALONG, ...STAYS]) {
    const rows = await store.all(
      `select lead_id, count(*) as n from ${table} where lead_id in (??) group by lead_id`,
      [ids]
    )
    for (const { lead_id: id, n } of rows) counts.get(id as string)![table] = Number(n)
  }
  return counts
}
