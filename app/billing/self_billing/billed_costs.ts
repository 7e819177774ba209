import { money } from '#shared/money'
import { store } from '#store/store'

/** At most so many are shown to choose from; the API takes any. */
const SHOWN = 2_000

/** The costs on a document of self-billing, for who chooses what to credit: those given back first, then by date. */
export async function billedCosts(accountId: string, invoiceId: string) {
  const rows = await store.all(
    `select p.id, p.lead_id, p.day, p.amount, p.currency, l.description,
       case when c.id is null then 0 else 1 end as reversed, case when k.id is null then 0 else 1 end as credited
     from self_billing_postings b join supplier_postings p on p.id = b.id
       join invoice_lines l on l.id = b.line_id
       left join supplier_postings c on c.id = p.id || '.back'
       left join self_billing_postings k on k.id = c.id
     where b.invoice_id = ? and b.account_id = ? and p.kind = 'cost'
     order by case when c.id is not null and k.id is null then 0 else 1 end, p.day, p.id limit ${SHOWN + 1}`,
    [invoiceId, accountId]
  )
  return {
    more: rows.length > SHOWN,
    sales: rows.slice(0, SHOWN).map((row) => ({
      /** Id of the cost, which stands where an invoice has its delivery's. */
      delivery: row.id as string,
      lead: row.lead_id as string,
      day: row.day as string,
      description: row.description as string,
      amount: money(Number(row.amount), row.currency as string),
      reversed: Boolean(Number(row.reversed)),
      credited: Boolean(Number(row.credited)),
    })),
  }
}

/** How many costs on finalized documents were given back and are not credited, by document. */
export async function payoutCreditsDue(accountId: string, invoiceId?: string) {
  const rows = await store.all(
    `select b.invoice_id, count(*) as n from supplier_postings c
       join self_billing_postings b on b.id = substr(c.id, 1, length(c.id) - 5)
       join invoices i on i.id = b.invoice_id and i.status = 'issued'
       left join self_billing_postings k on k.id = c.id
     where c.account_id = ? and c.kind = 'reversal' and k.id is null
       ${invoiceId === undefined ? '' : 'and b.invoice_id = ?'} group by b.invoice_id`,
    invoiceId === undefined ? [accountId] : [accountId, invoiceId]
  )
  return new Map(rows.map((row) => [row.invoice_id as string, Number(row.n)]))
}
