import type { Row } from '#store/types'
import type { CostPosting } from '#suppliers/costs/types'

export const toRow = (one: CostPosting): Row => ({
  id: one.id,
  account_id: one.accountId,
  supplier_id: one.supplierId,
  kind: one.kind,
  cause: one.cause,
  lead_id: one.leadId,
  delivery_id: one.deliveryId,
  source: one.source,
  amount: one.amount,
  currency: one.currency,
  returnable: one.returnable,
  at: one.at,
  day: one.day,
})

export const fromRow = (row: Row): CostPosting => ({
  id: row.id as string,
  accountId: row.account_id as string,
  supplierId: row.supplier_id as string,
  kind: row.kind as CostPosting['kind'],
  cause: row.cause as CostPosting['cause'],
  leadId: row.lead_id as string,
  deliveryId: row.delivery_id as string | null,
  source: row.source as string,
  amount: Number(row.amount),
  currency: row.currency as string,
  returnable: Boolean(row.returnable),
  at: Number(row.at),
  day: row.day as string,
})
