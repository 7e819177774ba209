import { postingId } from '#store/row_ids'
import { store } from '#store/store'
import type { Lock, Locked, Row, Write } from '#store/types'
import {
  type BalanceOwner,
  type Movement,
  balanceId,
  balanceLock,
  moveBalance,
} from '#billing/balances/balance_row'

/** What a document does to the balance of its partner, in the transaction that issues it. */
export interface DocumentMoney {
  locks: Lock[]
  /** `changed`: the partner got its balance meanwhile, look again. `prepaid`: paid by the balance, or back to it. */
  decide(locked: Locked): { type: 'changed' } | { type: 'done'; prepaid: number; writes: Write[] }
}

interface Issued {
  id: string
  gross: number
  /** Local date it is issued on. */
  day: string
}

const hasBalance = async (owner: BalanceOwner) =>
  (await store.first('select id from balances where id = ?', [balanceId(owner)])) !== null

const movementLock = (value: string): Lock => ({ table: 'balance_movements', value })
const nothing = () => ({ type: 'done' as const, prepaid: 0, writes: [] })

/**
 * An invoice asks of the balance what it adds to its sales, which moved it at their net price when they were made: its
 * tax. What is paid in pays as much of the invoice as there is. `sales` is the net of the sales on it.
 */
export async function invoiceMoney(
  owner: BalanceOwner,
  invoice: Issued & { sales: number }
): Promise<DocumentMoney> {
  const known = await hasBalance(owner)
  // Sold in the moment in which the partner got its balance, by who did not know of it yet.
  const missing = known
    ? await store.all(
        `select p.* from invoice_postings b join postings p on p.id = b.id
         left join balance_movements m on m.id = p.id
         where b.invoice_id = ? and m.id is null and p.kind = 'sale' and p.amount <> 0`,
        [invoice.id]
      )
    : []
  return {
    locks: [balanceLock(owner), ...missing.map((row) => movementLock(row.id as string))],
    decide(locked) {
      const held = locked.get('balances', balanceId(owner))
      if (!held) return nothing()
      if (!known) return { type: 'changed' }
      const { id, gross, day, sales } = invoice
      const prepaid = Math.min(Math.max(0, Number(held.deposit)), Math.max(0, gross))
      const at = Date.now()
      const movements = [
        ...missing.filter((row) => !locked.get('balance_movements', row.id as string)).map(saleOf),
        {
          id: `${id}.invoice`,
          kind: 'invoice',
          amount: sales - gross,
          at,
          day,
          invoiceId: id,
        } as const,
      ]
      return { type: 'done', prepaid, writes: moveBalance(locked, owner, movements, at, -prepaid) }
    },
  }
}

const saleOf = (row: Row): Movement => ({
  id: row.id as string,
  kind: 'sale',
  amount: -Number(row.amount),
  at: Number(row.at),
  day: row.day as string,
  deliveryId: row.delivery_id as string,
})

/**
 * A credit note brings back what its sales have not brought back yet, and their tax. What the balance had paid of the
 * invoice is there again; what the partner paid otherwise is owed to it. `left` is what the balance paid and no earlier
 * credit note brought back, `setOff` what lowers the invoice instead.
 */
export async function creditMoney(
  owner: BalanceOwner,
  note: Issued,
  sales: readonly Row[],
  left: number
): Promise<{
  locks: Lock[]
  decide(locked: Locked, setOff: number): ReturnType<DocumentMoney['decide']>
}> {
  const known = await hasBalance(owner)
  const ids = known ? sales.map((sale) => sale.delivery_id as string) : []
  const locks = ids.flatMap((id) => [
    movementLock(postingId(id, 'sale')),
    movementLock(postingId(id, 'cancellation')),
  ])
  return {
    locks: [balanceLock(owner), ...locks],
    decide(locked, setOff) {
      if (!locked.get('balances', balanceId(owner))) return nothing()
      if (!known) return { type: 'changed' }
      const at = Date.now()
      const { id, gross, day } = note
      const movements: Movement[] = []
      let back = 0
      for (const sale of sales) {
        const deliveryId = sale.delivery_id as string
        const reversal = postingId(deliveryId, 'cancellation')
        const before = locked.get('balance_movements', reversal)
        const amount = before ? Number(before.amount) : Number(sale.amount)
        const moved = locked.get('balance_movements', postingId(deliveryId, 'sale'))
        if (!before && (!moved || locked.get('postings', reversal))) continue
        back += amount
        if (!before) movements.push({ id: reversal, kind: 'reversal', amount, at, day, deliveryId })
      }
      movements.push({
        id: `${id}.credit_note`,
        kind: 'credit_note',
        amount: gross - back,
        at,
        day,
        invoiceId: id,
      })
      const prepaid = Math.min(Math.max(0, left), gross - setOff)
      return { type: 'done', prepaid, writes: moveBalance(locked, owner, movements, at, prepaid) }
    },
  }
}
