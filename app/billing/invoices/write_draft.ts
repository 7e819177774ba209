import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#shared/ids'
import type { Problem } from '#shared/result'
import type { BillingPeriod, DraftContent, Party } from '#billing/invoices/types'

export interface DraftRow extends BillingPeriod {
  accountId: string
  partnerId: string
  /** Absent: invoice. The partner of self-billing is a supplier. */
  kind?: 'invoice' | 'self_billing'
  currency: string
  seller: Party
  buyer: Party
  language: string
  problems: Problem[]
  actor: string | null
}

const LINES_AT_ONCE = 500

export const lineId = (invoiceId: string, position: number) => `${invoiceId}.${position}`

/** Takes a draft's lines and sales off it, before it is made anew or voided. */
export async function clearDraft(trx: TransactionClientContract, invoiceId: string) {
  await trx.from('invoice_postings').where('invoice_id', invoiceId).delete()
  await trx.from('self_billing_postings').where('invoice_id', invoiceId).delete()
  await trx.from('invoice_lines').where('invoice_id', invoiceId).delete()
}

/** Writes a draft with its lines; one that is there is written anew. Its sales are linked by the caller. */
export async function writeDraft(
  trx: TransactionClientContract,
  id: string | null,
  draft: DraftRow,
  content: DraftContent,
  now: number
): Promise<string> {
  const { net, tax, gross } = content
  const columns = {
    net,
    tax,
    gross,
    groups: JSON.stringify(content.groups),
    problems: JSON.stringify(draft.problems),
    seller: JSON.stringify(draft.seller),
    buyer: JSON.stringify(draft.buyer),
    language: draft.language,
    updated_at: now,
  }
  if (id !== null) {
    await trx.from('invoices').where('id', id).increment('revision', 1)
    await trx.from('invoices').where('id', id).update(columns)
  } else {
    id = newId('inv', now)
    await trx.table('invoices').insert({
      ...columns,
      id,
      account_id: draft.accountId,
      kind: draft.kind ?? 'invoice',
      status: 'draft',
      partner_id: draft.partnerId,
      from_day: draft.from,
      to_day: draft.to,
      currency: draft.currency,
      revision: 1,
      created_by: draft.actor,
      created_at: now,
    })
  }
  const rows = content.lines.map((line, i) => ({
    id: lineId(id, i + 1),
    account_id: draft.accountId,
    invoice_id: id,
    position: i + 1,
    description: line.description,
    profile_id: line.profileId,
    adjustment_id: line.adjustmentId,
    quantity: line.quantity,
    unit_amount: line.unitAmount,
    net: line.net,
    from_day: line.from,
    to_day: line.to,
    tax_group: line.group,
  }))
  for (let at = 0; at < rows.length; at += LINES_AT_ONCE)
    await trx.table('invoice_lines').multiInsert(rows.slice(at, at + LINES_AT_ONCE))
  return id
}
