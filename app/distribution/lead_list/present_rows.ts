import { presentTags } from '#crm/tags/lead_tags'
import type { PresentedTag } from '#crm/tags/tag_book'
import { isEncrypted } from '#entities/field_crypto'
import { leadTitle } from '#entities/lead_title'
import { type Money, money } from '#shared/money'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { AccountConfig } from '#distribution/account_config'

/** Stands for the value of an encrypted field: a list opens none. */
export const MASK = '••••'
/** Columns of `leads` that rows of the list are made of. */
export const ROW_COLUMNS =
  'id, entity_id, status, stage, stage_since, assignee, tags, source, external_id, "values", test, duplicate_of, merged_into, created_at, erased_at'

export interface LeadRow {
  id: string
  entity: string
  /** What a person would call it; null where nothing in it says so. */
  title: string | null
  status: string
  stage: string | null
  /** Since when it stands there. */
  stage_since: string | null
  assignee: string | null
  tags: PresentedTag[]
  source: string | null
  external_id: string | null
  test: boolean
  duplicate_of: string | null
  created_at: string
  erased: boolean
  values: Record<string, unknown>
  /** Partners that have it, by name. */
  partners: string[]
  revenue: Money | null
}

/** Rows of leads as the list shows them, with who bought them. */
export async function presentRows(config: AccountConfig, rows: Row[]): Promise<LeadRow[]> {
  if (!rows.length) return []
  const sales = await store.all(
    `select lead_id, partner_id, price, currency from deliveries
     where lead_id in (??) and (status = 'accepted' or status = 'sent') order by id`,
    [rows.map((row) => row.id as string)]
  )
  const byLead = Map.groupBy(sales, (sale) => sale.lead_id)
  return rows.map((row) => presentRow(config, row, byLead.get(row.id) ?? []))
}

function presentRow(config: AccountConfig, row: Row, sales: Row[]): LeadRow {
  const stored = JSON.parse(row.values as string) as Record<string, unknown>
  const values = Object.fromEntries(
    Object.entries(stored).map(([key, value]) => [key, isEncrypted(value) ? MASK : value])
  )
  return {
    id: row.id as string,
    entity: config.entities.get(row.entity_id as string)?.key ?? '',
    title: leadTitle(stored),
    status: row.status as string,
    stage: row.stage as string | null,
    stage_since: row.stage_since === null ? null : new Date(Number(row.stage_since)).toISOString(),
    assignee: row.assignee as string | null,
    tags: presentTags(config.tags, row),
    source: row.source as string | null,
    external_id: row.external_id as string | null,
    test: Boolean(row.test),
    duplicate_of: row.duplicate_of as string | null,
    created_at: new Date(Number(row.created_at)).toISOString(),
    erased: row.erased_at !== null,
    values,
    partners: sales.map((sale) => config.partners.get(sale.partner_id as string)?.name ?? ''),
    revenue: sales.length
      ? money(
          sales.reduce((sum, sale) => sum + Number(sale.price), 0),
          sales[0].currency as string
        )
      : null,
  }
}
