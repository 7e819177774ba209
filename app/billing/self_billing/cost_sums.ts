import type { Row, Value } from '#store/types'
import type { BillingPeriod } from '#billing/invoices/types'
import type { Cause } from '#suppliers/costs/types'

/** Costs of one day, cause, source and amount. */
export interface CostSum {
  day: string
  cause: Cause
  source: string
  /** Of one, minor units. */
  amount: number
  count: number
}

export interface CostScope extends BillingPeriod {
  accountId: string
  supplierId: string
  /** Costs on these drafts count as open: they are made anew. */
  draftIds: readonly string[]
}

/** Costs that are on no document and were not given back: both of such a pair stay off, and add up to nothing. */
const open = ({ draftIds }: CostScope) => `from supplier_postings p
  where p.account_id = ? and p.supplier_id = ? and p.kind = 'cost' and p.day >= ? and p.day <= ?
    and not exists (select 1 from self_billing_postings b where b.id = p.id${
      draftIds.length ? ` and b.invoice_id not in (${draftIds.map(() => '?').join(', ')})` : ''
    })
    and not exists (select 1 from supplier_postings r where r.id = p.id || '.back')`

const paramsOf = ({ accountId, supplierId, from, to, draftIds }: CostScope): Value[] => [
  ...[accountId, supplierId, from, to],
  ...draftIds,
]

type Read = (sql: string, params: Value[]) => Promise<Row[]>

export const costSum = (row: Row): CostSum => ({
  day: row.day as string,
  cause: row.cause as Cause,
  source: row.source as string,
  amount: Number(row.amount),
  count: Number(row.n),
})

/** Open costs by currency. */
export async function openCosts(read: Read, scope: CostScope): Promise<Map<string, CostSum[]>> {
  const rows = await read(
    `select p.currency, p.day, p.cause, p.source, p.amount, count(*) as n ${open(scope)}
     group by p.currency, p.day, p.cause, p.source, p.amount order by 1, 2, 3, 4, 5`,
    paramsOf(scope)
  )
  return new Map(
    [...Map.groupBy(rows, (row) => row.currency as string)].map(([currency, list]) => [
      currency,
      list.map(costSum),
    ])
  )
}

/** The statement that puts open costs on a line. */
export function linkCosts(
  scope: CostScope,
  currency: string,
  line: {
    invoiceId: string
    id: string
    cause: Cause
    source: string
    /** Null: whatever it is. */
    amount: number | null
    from: string
    to: string
  }
): { sql: string; params: Value[] } {
  const { invoiceId, id, cause, source, amount, from, to } = line
  return {
    sql: `insert into self_billing_postings (id, account_id, invoice_id, line_id)
      select p.id, p.account_id, ?, ? ${open(scope)} and p.currency = ? and p.cause = ? and p.source = ?
        and p.day >= ? and p.day <= ?${amount === null ? '' : ' and p.amount = ?'}`,
    params: [
      ...[invoiceId, id, ...paramsOf(scope), currency, cause, source, from, to],
      ...(amount === null ? [] : [amount]),
    ],
  }
}
