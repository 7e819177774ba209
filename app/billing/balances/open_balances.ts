import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { dateText, localDay } from '#shared/local_time'
import { type BalanceOwner, balanceId } from '#billing/balances/balance_row'
import { REVERSAL, rowsOf } from '#billing/invoices/unbilled'
import type { Value } from '#store/types'

/**
 * Gives partners their balance: what they bought and was not invoiced yet is taken of it, and what documents ask that are
 * not paid. Made anew it books what was sold while the partner had none; what is booked stays as it is.
 */
export async function openBalances(
  trx: TransactionClientContract,
  account: { id: string; currency: string; timeZone: string },
  partnerIds: readonly string[],
  now: number
) {
  for (const partnerId of partnerIds)
    await open(
      trx,
      account.timeZone,
      { accountId: account.id, partnerId, currency: account.currency },
      now
    )
}

async function open(
  trx: TransactionClientContract,
  timeZone: string,
  owner: BalanceOwner,
  now: number
) {
  const id = balanceId(owner)
  const { accountId, partnerId, currency } = owner
  const row = { account_id: accountId, partner_id: partnerId, currency, opened_at: now }
  const read = (sql: string, params: Value[]) => rowsOf(trx, sql, params)
  // Who opens a balance holds it: sales of this moment wait for their turn.
  const made = await read(
    `insert into balances (id, account_id, partner_id, currency, available, deposit, opened_at)
     values (?, ?, ?, ?, 0, 0, ?) on conflict (id) do update set currency = excluded.currency
     returning opened_at`,
    [id, row.account_id, row.partner_id, row.currency, row.opened_at]
  )
  const isNew = Number(made[0]?.opened_at) === now
  const sales = await book(
    trx,
    `select p.id, p.account_id, p.partner_id, p.currency, 'sale', -p.amount, p.at, p.day, p.delivery_id,
       cast(null as varchar(40)), cast(? as bigint)
     from postings p where p.account_id = ? and p.partner_id = ? and p.currency = ? and p.kind = 'sale'
       and p.amount <> 0 and not exists (select 1 from balance_movements m where m.id = p.id)
       and not exists (select 1 from postings c where c.id = ${REVERSAL})
       and not exists (select 1 from invoice_postings b join invoices i on i.id = b.invoice_id
         where b.id = p.id and i.status = 'issued')`,
    [now, accountId, partnerId, currency]
  )
  const documents = isNew
    ? await book(
        trx,
        `select i.id || '.opening', i.account_id, i.partner_id, i.currency, 'opening',
           case when i.kind = 'credit_note' then b.due else -b.due end, cast(? as bigint), cast(? as varchar(10)),
           cast(null as varchar(40)), i.id, cast(? as bigint)
         from invoices i join invoice_balances b on b.id = i.id
         where i.account_id = ? and i.partner_id = ? and i.currency = ? and i.status = 'issued' and b.due <> 0
           and i.kind in ('invoice', 'credit_note')`,
        [now, dateText(localDay(timeZone, now)), now, accountId, partnerId, currency]
      )
    : 0
  if (sales + documents !== 0)
    await trx.rawQuery('update balances set available = available + ? where id = ?', [
      sales + documents,
      id,
    ])
}

const COLUMNS =
  'id, account_id, partner_id, currency, kind, amount, at, day, delivery_id, invoice_id, created_at'

/** Books what a query finds and answers its sum. */
async function book(
  trx: TransactionClientContract,
  select: string,
  params: Value[]
): Promise<number> {
  const insert = `insert into balance_movements (${COLUMNS}) ${select} returning amount`
  if (trx.dialect.name === 'postgres') {
    const [row] = await rowsOf(
      trx,
      `with booked as (${insert}) select coalesce(sum(amount), 0) as sum from booked`,
      params
    )
    return Number(row.sum)
  }
  const rows = await rowsOf(trx, insert, params)
  return rows.reduce((sum, row) => sum + Number(row.amount), 0)
}
