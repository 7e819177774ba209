import db from '@adonisjs/lucid/services/db'
import type { Account } from '#accounts/types'
import { newId } from '#shared/ids'
import { money } from '#shared/money'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { WishedLine } from '#billing/invoices/edit_draft'

/** Notes a correction for a partner: it stands on the next draft as a line of its own. Answers its id. */
export async function addAdjustment(
  account: Account,
  partnerId: string,
  wish: WishedLine & { reason: string },
  actor: string | null,
  now: number
): Promise<string> {
  const id = newId('adj', now)
  await db.table('adjustments').insert({
    ...{ id, account_id: account.id, partner_id: partnerId, currency: account.currency },
    ...{ invoice_id: null, own: false, reason: wish.reason, description: wish.description },
    ...{ quantity: wish.quantity, unit_amount: wish.unitAmount, day: wish.day },
    ...{ created_by: actor, created_at: now },
  })
  return id
}

/** What waits for a partner's next draft, or stands on one. What is billed stands on its document. */
export async function openAdjustments(accountId: string, partnerId: string) {
  const rows = await store.all(
    `select a.* from adjustments a left join invoices i on i.id = a.invoice_id
     where a.account_id = ? and a.partner_id = ? and a.own = ? and i.number is null order by a.id`,
    [accountId, partnerId, false]
  )
  return rows.map(presentAdjustment)
}

export const presentAdjustment = (row: Row) => ({
  id: row.id as string,
  description: row.description as string,
  reason: row.reason as string | null,
  quantity: String(row.quantity),
  unit_price: money(Number(row.unit_amount), row.currency as string),
  net: money(Number(row.unit_amount) * Number(row.quantity), row.currency as string),
  /** The draft it stands on. */
  invoice: row.invoice_id as string | null,
  created_at: new Date(Number(row.created_at)).toISOString(),
  created_by: row.created_by as string | null,
})

/** Takes back what still waits. False where it does not: it stands on a draft or document, or is unknown. */
export async function dropAdjustment(accountId: string, id: string): Promise<boolean> {
  const gone = await db
    .from('adjustments')
    .where({ id, account_id: accountId })
    .whereNull('invoice_id')
    .delete()
  return Number(gone) > 0
}
