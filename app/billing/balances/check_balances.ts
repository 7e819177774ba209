import type { Reader } from '#store/snapshot'

const LISTED = 20

/**
 * Proves from the rows alone that what is available of each balance is what moved it less what deliveries under way hold;
 * that every sale and reversal moved it by its posting; and that all that moved it is what was paid in and not used,
 * less what was sold and is on no document, less what documents ask that are not paid.
 */
export async function checkBalances(accountId: string, reader: Reader): Promise<string[]> {
  const balances = await reader.all('select * from balances where account_id = ?', [accountId])
  if (!balances.length) return []
  const [sums, documents, wrong, open] = await Promise.all([
    reader.all(
      `select m.partner_id, m.currency, sum(m.amount) as moved,
         sum(case when m.kind in ('sale', 'reversal') and i.id is null then m.amount else 0 end) as unbilled
       from balance_movements m left join invoice_postings b on b.id = m.id
         left join invoices i on i.id = b.invoice_id and i.status = 'issued'
       where m.account_id = ? group by m.partner_id, m.currency`,
      [accountId]
    ),
    reader.all(
      `select i.partner_id, i.currency,
         sum(case when i.kind = 'credit_note' then b.due else -b.due end) as open
       from invoices i join invoice_balances b on b.id = i.id
       where i.account_id = ? and i.status = 'issued' and i.kind in ('invoice', 'credit_note')
       group by i.partner_id, i.currency`,
      [accountId]
    ),
    reader.all(
      `select m.id, m.amount, p.amount as posted from balance_movements m left join postings p on p.id = m.id
       where m.account_id = ? and m.kind in ('sale', 'reversal') and (p.id is null or p.amount <> -m.amount)
       limit ${LISTED}`,
      [accountId]
    ),
    reader.all(
      `select reserved from deliveries where account_id = ? and reserved like '%"balance:%'
       union all select reserved from ping_places where account_id = ? and reserved like '%"balance:%'`,
      [accountId, accountId]
    ),
  ])
  const keyOf = (row: { [name: string]: unknown }) => `${row.partner_id} ${row.currency}`
  const sumOf = new Map(sums.map((row) => [keyOf(row), row]))
  const openOf = new Map(documents.map((row) => [keyOf(row), Number(row.open)]))
  const held = new Map<string, number>()
  for (const row of open)
    for (const [id, amount] of JSON.parse(row.reserved as string) as [string, number][])
      held.set(id, (held.get(id) ?? 0) + amount)

  const faults = wrong.map(
    (row) => `movement ${row.id} is ${row.amount}, but its posting ${row.posted ?? 'is not there'}`
  )
  for (const row of balances) {
    const id = row.id as string
    const moved = Number(sumOf.get(keyOf(row))?.moved ?? 0)
    const unbilled = Number(sumOf.get(keyOf(row))?.unbilled ?? 0)
    const documented = openOf.get(keyOf(row)) ?? 0
    const under = held.get(id) ?? 0
    if (Number(row.available) !== moved - under)
      faults.push(`${id}: available ${row.available}, but moved ${moved} and held ${under}`)
    if (moved !== Number(row.deposit) + unbilled + documented)
      faults.push(
        `${id}: moved ${moved}, but paid in ${row.deposit}, unbilled ${unbilled}, documents ${documented}`
      )
  }
  return faults
}
