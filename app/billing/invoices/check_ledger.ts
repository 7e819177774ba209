import { checkBalances } from '#billing/balances/check_balances'
import { formatAmount } from '#shared/money'
import type { Reader } from '#store/snapshot'
import type { Row, Value } from '#store/types'
import { REVERSAL } from '#billing/invoices/unbilled'

/** Sums of one currency, minor units. */
export interface LedgerSums {
  currency: string
  ledger: number
  /** Net of finalized invoices, and of finalized credit notes. */
  invoices: number
  credits: number
  /** Postings on no finalized document. */
  unbilled: number
}

export interface LedgerCheck {
  sums: LedgerSums[]
  /** What does not hold, one sentence each; none: everything agrees to the cent. */
  faults: string[]
}

/** At most so many faults of a kind are listed. */
const LISTED = 20

/**
 * Proves from the rows alone that ledger = invoices − credit notes + unbilled, that every line of a document has its
 * postings and every posting of a document its line, that totals are the sums of their parts, that numbers have no gap,
 * and that balances are what payments and credit notes make of them.
 */
export async function checkLedger(accountId: string, reader: Reader): Promise<LedgerCheck> {
  const sums = await readSums(accountId, reader)
  const faults = sums
    .filter(({ ledger, invoices, credits, unbilled }) => ledger !== invoices - credits + unbilled)
    .map((one) => {
      const show = (minor: number) => `${formatAmount(minor, one.currency)} ${one.currency}`
      return `ledger ${show(one.ledger)}, but invoices ${show(one.invoices)} − credit notes ${show(one.credits)} + unbilled ${show(one.unbilled)}`
    })
  for (const { sql, params = 1, say } of CHECKS) {
    const values: Value[] = Array.from({ length: params }, () => accountId)
    const rows = await reader.all(`${sql} limit ${LISTED}`, values)
    faults.push(...rows.map(say))
  }
  faults.push(...(await checkBalances(accountId, reader)))
  return { sums, faults }
}

async function readSums(accountId: string, reader: Reader): Promise<LedgerSums[]> {
  const postings = await reader.all(
    `select p.currency, sum(p.amount) as ledger,
         sum(case when i.id is null then p.amount else 0 end) as unbilled
       from postings p left join invoice_postings b on b.id = p.id
         left join invoices i on i.id = b.invoice_id and i.status = 'issued'
       where p.account_id = ? group by p.currency order by p.currency`,
    [accountId]
  )
  const documents = await reader.all(
    `select currency, sum(case when kind = 'invoice' then net else 0 end) as invoices,
         sum(case when kind = 'credit_note' then net else 0 end) as credits
       from invoices where account_id = ? and status = 'issued' group by currency`,
    [accountId]
  )
  const ofCurrency = new Map(documents.map((row) => [row.currency, row]))
  return postings.map((row) => ({
    currency: row.currency as string,
    ledger: Number(row.ledger),
    unbilled: Number(row.unbilled),
    invoices: Number(ofCurrency.get(row.currency)?.invoices ?? 0),
    credits: Number(ofCurrency.get(row.currency)?.credits ?? 0),
  }))
}

interface Check {
  sql: string
  /** How often the account id stands in it. */
  params?: number
  say(row: Row): string
}

const name = (row: Row) => String(row.number ?? row.id)

const CHECKS: Check[] = [
  {
    sql: `select l.id, i.number, l.quantity, l.net, coalesce(b.n, 0) as n, coalesce(b.amount, 0) as amount
          from invoice_lines l join invoices i on i.id = l.invoice_id
          left join (select b.line_id, count(*) as n, sum(p.amount) as amount
            from invoice_postings b join postings p on p.id = b.id where b.account_id = ? group by b.line_id) b
            on b.line_id = l.id
          where l.account_id = ? and i.status <> 'void' and i.kind in ('invoice', 'credit_note')
            and (coalesce(b.n, 0) <> case
              when l.adjustment_id is null then l.quantity when i.status = 'draft' then 0 else 1 end
            or coalesce(b.amount, 0) <> case when l.adjustment_id is not null and i.status = 'draft' then 0
              when i.kind = 'credit_note' then -l.net else l.net end
            or l.net <> l.quantity * l.unit_amount)`,
    params: 2,
    say: (row) =>
      `line ${row.id}: ${row.quantity} for ${row.net}, but ${row.n} postings of ${row.amount}`,
  },
  {
    sql: `select b.id, b.invoice_id from invoice_postings b left join postings p on p.id = b.id
          left join invoice_lines l on l.id = b.line_id and l.invoice_id = b.invoice_id
          left join invoices i on i.id = b.invoice_id and i.status <> 'void'
          where b.account_id = ? and (p.id is null or l.id is null or i.id is null or p.partner_id <> i.partner_id
            or p.currency <> i.currency)`,
    say: (row) => `posting ${row.id} of ${row.invoice_id} has no line, document or ledger entry`,
  },
  {
    sql: `select i.id, i.number, i.net, i.tax, i.gross, coalesce(l.net, 0) as lines
          from invoices i left join (select invoice_id, sum(net) as net from invoice_lines where account_id = ?
            group by invoice_id) l on l.invoice_id = i.id
          where i.account_id = ? and i.status <> 'void'
            and (i.net <> coalesce(l.net, 0) or i.gross <> i.net + i.tax)`,
    params: 2,
    say: (row) =>
      `${name(row)}: net ${row.net} and tax ${row.tax} make ${row.gross}, its lines ${row.lines}`,
  },
  {
    sql: `select s.series, s.last, count(i.id) as n from number_series s
          left join invoices i on i.account_id = s.account_id and i.series = s.series
          where s.account_id = ? group by s.series, s.last having count(i.id) <> s.last`,
    say: (row) => `series ${row.series} counts to ${row.last}, but has ${row.n} numbers`,
  },
  {
    sql: `select i.id, i.number, b.paid, b.credited, b.due, coalesce(p.amount, 0) as payments,
            coalesce(c.gross, 0) as credits
          from invoices i left join invoice_balances b on b.id = i.id
          left join (select invoice_id, sum(amount) as amount from payments where account_id = ? group by invoice_id) p
            on p.invoice_id = i.id
          left join (select corrects_id, sum(gross) as gross from invoices where account_id = ? group by corrects_id) c
            on c.corrects_id = i.id
          where i.account_id = ? and i.status = 'issued' and (b.id is null or b.paid <> coalesce(p.amount, 0)
            or b.credited <> coalesce(c.gross, 0) or b.due <> b.gross - b.paid - b.set_off - i.prepaid or b.due < 0
            or b.gross <> i.gross or b.credited > i.gross)`,
    params: 3,
    say: (row) =>
      `${name(row)}: paid ${row.paid}, credited ${row.credited}, due ${row.due}; payments ${row.payments}, credit notes ${row.credits}`,
  },
  {
    sql: `select p.id, i.number from postings p join postings c on c.id = ${REVERSAL}
          join invoice_postings k on k.id = c.id join invoices n on n.id = k.invoice_id
          left join invoice_postings b on b.id = p.id left join invoices i on i.id = b.invoice_id
          where p.account_id = ? and p.kind = 'sale' and (i.id is null or n.corrects_id <> i.id)`,
    say: (row) => `the sale ${row.id} is credited by a document that corrects another`,
  },
  {
    sql: `select l.id, l.net, coalesce(b.amount, 0) as amount
          from invoice_lines l join invoices i on i.id = l.invoice_id
          left join (select b.line_id, sum(p.amount) as amount from self_billing_postings b
            join supplier_postings p on p.id = b.id where b.account_id = ? group by b.line_id) b on b.line_id = l.id
          where l.account_id = ? and i.status <> 'void' and i.kind in ('self_billing', 'self_billing_credit_note')
            and (coalesce(b.amount, 0) <> case when i.kind = 'self_billing' then l.net else -l.net end
              or l.net <> l.quantity * l.unit_amount)`,
    params: 2,
    say: (row) => `line ${row.id} of self-billing says ${row.net}, its costs are ${row.amount}`,
  },
  {
    sql: `select b.id, b.invoice_id from self_billing_postings b left join supplier_postings p on p.id = b.id
          left join invoice_lines l on l.id = b.line_id and l.invoice_id = b.invoice_id
          left join invoices i on i.id = b.invoice_id and i.status <> 'void'
          where b.account_id = ? and (p.id is null or l.id is null or i.id is null or p.supplier_id <> i.partner_id
            or p.currency <> i.currency)`,
    say: (row) => `cost ${row.id} of ${row.invoice_id} has no line, document or supplier's posting`,
  },
  {
    sql: `select r.id from supplier_postings r left join supplier_postings c on r.id = c.id || '.back'
          where r.account_id = ? and r.kind = 'reversal' and (c.id is null or c.amount <> -r.amount
            or c.supplier_id <> r.supplier_id or c.currency <> r.currency)`,
    say: (row) => `${row.id} gives back what no cost is`,
  },
]
