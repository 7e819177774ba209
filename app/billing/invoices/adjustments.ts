import { type Row, type Value } from '#store/types'

/** A line that is billed beside sales. Minor units; negative is a discount. */
export interface Adjustment {
  id: string
  description: string
  quantity: number
  unitAmount: number
  /** Date of the supply. */
  day: string
  currency: string
  /** The draft it stands on; null: it waits for the partner's next. */
  invoiceId: string | null
}

type Read = (sql: string, params: Value[]) => Promise<Row[]>

/** An adjustment without a date of its own is supplied on the last of the period. */
const toAdjustment = (row: Row, lastDay: string): Adjustment => ({
  id: row.id as string,
  description: row.description as string,
  quantity: Number(row.quantity),
  unitAmount: Number(row.unit_amount),
  day: (row.day as string | null) ?? lastDay,
  currency: row.currency as string,
  invoiceId: row.invoice_id as string | null,
})

/** What stands on these drafts, in the order it was made. */
export async function adjustmentsOn(
  read: Read,
  draftIds: readonly string[],
  lastDay: string
): Promise<Adjustment[]> {
  if (!draftIds.length) return []
  const marks = draftIds.map(() => '?').join(', ')
  const rows = await read(`select * from adjustments where invoice_id in (${marks}) order by id`, [
    ...draftIds,
  ])
  return rows.map((row) => toAdjustment(row, lastDay))
}

/** What waits for a partner's next draft. */
export async function waitingAdjustments(
  read: Read,
  accountId: string,
  partnerId: string,
  lastDay: string
): Promise<Adjustment[]> {
  const rows = await read(
    `select * from adjustments where account_id = ? and partner_id = ? and invoice_id is null order by id`,
    [accountId, partnerId]
  )
  return rows.map((row) => toAdjustment(row, lastDay))
}

export const netOf = (adjustments: readonly Adjustment[]) =>
  adjustments.reduce((sum, { quantity, unitAmount }) => sum + quantity * unitAmount, 0)

/** Of what waits, what a draft of this net can bear: the sum never falls below nothing. */
export function bearable(net: number, waiting: readonly Adjustment[]): Adjustment[] {
  let left = net
  return waiting.filter((one) => {
    const after = left + netOf([one])
    if (after < 0) return false
    left = after
    return true
  })
}
