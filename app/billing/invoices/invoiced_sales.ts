import { money } from '#shared/money'
import { store } from '#store/store'

/** At most so many are shown to choose from; the API takes any delivery of the invoice. */
const SHOWN = 2_000

/** The sales on an invoice, for who chooses what to credit: taken back ones first, then by date. */
export async function invoicedSales(accountId: string, invoiceId: string) {
  const rows = await store.all(
    `select p.delivery_id, p.lead_id, p.day, p.amount, p.currency, l.description,
       case when c.id is null then 0 else 1 end as reversed, case when k.id is null then 0 else 1 end as credited
     from invoice_postings b join postings p on p.id = b.id join invoice_lines l on l.id = b.line_id
       left join postings c on c.id = replace(p.id, '.sale', '.cancellation')
       left join invoice_postings k on k.id = c.id
     where b.invoice_id = ? and b.account_id = ? and p.kind in ('sale', 'adjustment')
     order by case when c.id is not null and k.id is null then 0 else 1 end,
       case when p.kind = 'adjustment' then 1 else 0 end, p.day, p.id limit ${SHOWN + 1}`,
    [invoiceId, accountId]
  )
  return {
    more: rows.length > SHOWN,
    sales: rows.slice(0, SHOWN).map((row) => ({
      delivery: row.delivery_id as string,
      lead: row.lead_id as string,
      day: row.day as string,
      description: row.description as string,
      amount: money(Number(row.amount), row.currency as string),
      /** Taken back in the ledger, and not credited yet: it should be. */
      reversed: Boolean(Number(row.reversed)),
      credited: Boolean(Number(row.credited)),
    })),
  }
}

/** How many sales on finalized invoices were taken back and are not credited, by invoice. */
export async function creditsDue(accountId: string, invoiceId?: string) {
  const rows = await store.all(
    `select b.invoice_id, count(*) as n from postings c
       join invoice_postings b on b.id = replace(c.id, '.cancellation', '.sale')
       join invoices i on i.id = b.invoice_id and i.status = 'issued'
       left join invoice_postings k on k.id = c.id
     where c.account_id = ? and c.kind in ('cancellation', 'return') and k.id is null
       ${invoiceId === undefined ? '' : 'and b.invoice_id = ?'} group by b.invoice_id`,
    invoiceId === undefined ? [accountId] : [accountId, invoiceId]
  )
  return new Map(rows.map((row) => [row.invoice_id as string, Number(row.n)]))
}

/** Sales that were taken off a draft by hand. */
export async function removedSales(accountId: string, invoiceId: string) {
  const rows = await store.all(
    `select p.delivery_id, p.lead_id, p.day, p.amount, p.currency from draft_removals r
       join postings p on p.id = r.posting_id
     where r.invoice_id = ? and r.account_id = ? order by p.day, p.id limit ${SHOWN}`,
    [invoiceId, accountId]
  )
  return rows.map((row) => ({
    delivery: row.delivery_id as string,
    lead: row.lead_id as string,
    day: row.day as string,
    amount: money(Number(row.amount), row.currency as string),
  }))
}
