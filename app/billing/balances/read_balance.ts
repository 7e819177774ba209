import type { Account } from '#accounts/types'
import type { Partner } from '#partners/types'
import { type Money, money, parseAmount } from '#shared/money'
import { DEFAULT_LIMIT, toPage } from '#shared/list_query'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { balanceId } from '#billing/balances/balance_row'

/** What a lead costs a partner is the mean of so many sales. */
const LAST_SALES = 50

export interface BalanceView {
  partner: string
  mode: 'prepaid' | 'credit'
  /** All that moved it; below nothing it is owed by the partner. */
  balance: Money
  /** Of deliveries that may still be sold. */
  held: Money
  /** What the partner may still be sold leads for. */
  room: Money
  /** About how many that are, at what it paid lately; null where it bought none. */
  leads: number | null
  /** Paid in, and not used for an invoice yet. */
  deposit: Money
  /** How far it may go below nothing: the overdraft, or the limit of credit. */
  limit: Money
  /** Where less room than this is left, it is said; null: never. */
  low: Money | null
  state: 'ok' | 'low' | 'reached'
}

/** A partner's balance in the account's currency; null where it has none. */
export async function readBalance(account: Account, partner: Partner): Promise<BalanceView | null> {
  const wish = partner.billing?.balance
  if (!wish) return null
  const { currency } = account
  const id = balanceId({ partnerId: partner.id, currency })
  const [row, sums, lately] = await Promise.all([
    store.first('select * from balances where id = ?', [id]),
    store.first(
      `select coalesce(sum(amount), 0) as moved from balance_movements
       where account_id = ? and partner_id = ? and currency = ?`,
      [account.id, partner.id, currency]
    ),
    store.first(
      `select avg(amount) as price from (select amount from postings where account_id = ?
         and partner_id = ? and kind = 'sale' and currency = ? and amount > 0
         order by day desc limit ${LAST_SALES}) p`,
      [account.id, partner.id, currency]
    ),
  ])
  const minor = (text: string | undefined) => {
    const read = parseAmount(text ?? '0', currency)
    return read.ok ? read.value : 0
  }
  const limit = minor(wish.mode === 'credit' ? wish.limit : wish.overdraft)
  const available = Number(row?.available ?? 0)
  const moved = Number(sums!.moved)
  const room = available + limit
  const price = lately?.price ? Number(lately.price) : null
  const leads = price === null ? null : Math.max(0, Math.floor(room / price))
  const low = wish.low === undefined ? null : minor(wish.low)
  const show = (amount: number) => money(amount, currency)
  return {
    partner: partner.key,
    mode: wish.mode,
    balance: show(moved),
    held: show(moved - available),
    room: show(room),
    leads,
    deposit: show(Number(row?.deposit ?? 0)),
    limit: show(limit),
    low: low === null ? null : show(low),
    state: room <= 0 || leads === 0 ? 'reached' : low !== null && room < low ? 'low' : 'ok',
  }
}

export interface MovementView {
  id: string
  kind: string
  amount: Money
  at: string
  day: string
  delivery: string | null
  invoice: string | null
  number: string | null
  reference: string | null
  reason: string | null
  actor: string | null
}

/** A page of what moved a partner's balance, newest first. */
export async function findMovements(
  account: { id: string },
  partnerId: string,
  { limit = DEFAULT_LIMIT, cursor }: { limit?: number; cursor?: string }
) {
  const after = cursor
    ? await store.first('select at, id from balance_movements where id = ? and account_id = ?', [
        cursor,
        account.id,
      ])
    : null
  const rows = await store.all(
    `select m.*, i.number from balance_movements m left join invoices i on i.id = m.invoice_id
     where m.account_id = ? and m.partner_id = ? ${after ? 'and (m.at < ? or (m.at = ? and m.id < ?))' : ''}
     order by m.at desc, m.id desc limit ${limit + 1}`,
    [account.id, partnerId, ...(after ? [after.at, after.at, after.id] : [])]
  )
  const page = toPage(rows, limit, (row) => row.id as string)
  return { ...page, data: page.data.map(presentMovement) }
}

const presentMovement = (row: Row): MovementView => ({
  id: row.id as string,
  kind: row.kind as string,
  amount: money(Number(row.amount), row.currency as string),
  at: new Date(Number(row.at)).toISOString(),
  day: row.day as string,
  delivery: row.delivery_id as string | null,
  invoice: row.invoice_id as string | null,
  number: row.number as string | null,
  reference: row.reference as string | null,
  reason: row.reason as string | null,
  actor: row.actor as string | null,
})
