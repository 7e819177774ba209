import { store } from '#store/store'
import type { Row } from '#store/types'

/**
 * What is to be paid of a finalized document from now on. `setOff` is the part a credit note lowers its original by,
 * `prepaid` what the partner's balance paid, or got back.
 */
export const balanceRow = (of: {
  id: string
  accountId: string
  gross: number
  setOff: number
  prepaid?: number
  dueDay: string
}): Row => ({
  id: of.id,
  account_id: of.accountId,
  gross: of.gross,
  paid: 0,
  credited: 0,
  set_off: of.setOff,
  due: of.gross - of.setOff - (of.prepaid ?? 0),
  due_day: of.dueDay,
})

/** How much of a finalized document is credited, minor units. */
export async function creditedOf(invoiceId: string): Promise<number> {
  const row = await store.first('select credited from invoice_balances where id = ?', [invoiceId])
  return Number(row!.credited)
}
