import { randomBytes } from 'node:crypto'
import { store } from '#store/store'
import { fromRow, toRow } from '#suppliers/costs/cost_rows'
import { reversalId } from '#suppliers/costs/posting_ids'
import type { CostPosting } from '#suppliers/costs/types'

const put = (row: CostPosting) =>
  store.submit<void>({
    locks: [{ table: 'supplier_postings', value: row.id }],
    decide: (locked) => ({
      result: undefined,
      writes: locked.get('supplier_postings', row.id)
        ? []
        : [{ insert: 'supplier_postings', row: toRow(row) }],
    }),
  })

/** Books what a lead cost straight into the suppliers' ledger, as following the trail does. Answers its id. */
export async function bookCost(
  accountId: string,
  supplierId: string,
  cost: { day: string; amount: number; cause: 'sold' | 'revenue'; source?: string }
): Promise<string> {
  const { day, amount, cause, source = 'probe-ads' } = cost
  const key = randomBytes(10).toString('hex')
  const id = `cst_${key}.${cause}`
  await put({
    ...{ id, accountId, supplierId, kind: 'cost', cause, source, amount, currency: 'EUR' },
    ...{ leadId: `lead_${key}`, deliveryId: null, returnable: true },
    ...{ at: Date.parse(`${day}T12:00:00Z`), day },
  })
  return id
}

/** Gives a cost back, as a returned sale does; nothing where that happened before. */
export async function giveCostBack(id: string): Promise<void> {
  const cost = fromRow((await store.first('select * from supplier_postings where id = ?', [id]))!)
  await put({ ...cost, id: reversalId(id), kind: 'reversal', amount: -cost.amount })
}
