import { postingId } from '#store/row_ids'
import type { Row, Write } from '#store/types'

/*
 * What is billed beside sales enters the ledger with the document that bills it. Its posting has an id like a sale's and
 * its reversal one like a cancellation's, so that both are found and kept single as those are.
 */

interface Entry {
  accountId: string
  partnerId: string
  at: number
  /** Local date in the account's zone. */
  day: string
}

/** Books an adjustment and puts it on its line. */
export function bookAdjustment(
  { id, amount, currency }: { id: string; amount: number; currency: string },
  { accountId, partnerId, at, day }: Entry,
  on: { invoiceId: string; lineId: string }
): Write[] {
  const posting = postingId(id, 'sale')
  return [
    {
      insert: 'postings',
      row: {
        ...{ id: posting, account_id: accountId, kind: 'adjustment', partner_id: partnerId },
        // No lead was sold: nothing stands where a sale names it.
        ...{ lead_id: '', delivery_id: id, profile_id: '', source: null },
        ...{ amount, currency, at, day },
      },
    },
    {
      insert: 'invoice_postings',
      row: {
        ...{ id: posting, account_id: accountId },
        ...{ invoice_id: on.invoiceId, line_id: on.lineId },
      },
    },
  ]
}

/** Takes an adjustment's posting back; a credit note puts it on its own line. */
export const reverseAdjustment = (posting: Row, { at, day }: Pick<Entry, 'at' | 'day'>): Write => ({
  insert: 'postings',
  row: {
    id: postingId(posting.delivery_id as string, 'cancellation'),
    ...{ account_id: posting.account_id, kind: 'adjustment', partner_id: posting.partner_id },
    ...{ lead_id: '', delivery_id: posting.delivery_id, profile_id: '', source: null },
    ...{ amount: -Number(posting.amount), currency: posting.currency, at, day },
  },
})
