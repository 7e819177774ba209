import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { type Result, fail, ok } from '#shared/result'
import { amountOf, recordEvent } from '#billing/invoices/invoice_events'
import { clearDraft } from '#billing/invoices/write_draft'

export type VoidProblem = { type: 'not_found' } | { type: 'not_draft'; status: string }

/** Gives a draft up: its sales can be billed by another. What is finalized is credited instead. */
export function voidDraft(
  account: { id: string },
  id: string,
  actor: string | null
): Promise<Result<null, VoidProblem>> {
  return db.transaction(async (trx): Promise<Result<null, VoidProblem>> => {
    const row = await trx
      .from('invoices')
      .where({ id, account_id: account.id })
      .forUpdate()
      .select('status', 'partner_id')
      .first()
    if (!row) return fail({ type: 'not_found' })
    if (row.status !== 'draft') return fail({ type: 'not_draft', status: row.status })
    await clearDraft(trx, id)
    await giveUpDraft(trx, { id, account, partner: { id: row.partner_id } }, actor, Date.now())
    return ok(null)
  })
}

/** The end of a draft whose lines are off it already. What was made on it goes; what waited for it waits again. */
export async function giveUpDraft(
  trx: TransactionClientContract,
  draft: { id: string; account: { id: string }; partner: { id: string } },
  actor: string | null,
  now: number
) {
  const { id, account, partner } = draft
  await trx.from('adjustments').where({ invoice_id: id, own: true }).delete()
  await trx.from('adjustments').where('invoice_id', id).update({ invoice_id: null })
  await trx.from('draft_removals').where('invoice_id', id).delete()
  await trx.from('invoices').where('id', id).increment('revision', 1)
  await trx.from('invoices').where('id', id).update({ status: 'void', updated_at: now })
  const row = await trx.from('invoices').where('id', id).select('gross', 'currency').first()
  const subject = { accountId: account.id, partnerId: partner.id }
  const data = { invoice: id, ...amountOf(Number(row.gross), row.currency) }
  await recordEvent(trx, 'invoice.voided', subject, data, now, actor)
}
