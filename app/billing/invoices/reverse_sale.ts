import { formatAmount } from '#shared/money'
import { event } from '#store/audit_event'
import { postingId } from '#store/row_ids'
import type { Row, Write } from '#store/types'

/** Takes a sale back in the ledger: the posting a cancellation would make, with its line in the trail. */
export function reverseSale(
  sale: Row,
  distributionId: string | null,
  { at, today, actor }: { at: number; today: string; actor: string | null }
): Write[] {
  const deliveryId = sale.delivery_id as string
  const amount = -Number(sale.amount)
  const currency = sale.currency as string
  const accountId = sale.account_id as string
  const leadId = sale.lead_id as string
  const partnerId = sale.partner_id as string
  return [
    {
      insert: 'postings',
      row: {
        id: postingId(deliveryId, 'cancellation'),
        account_id: accountId,
        kind: 'cancellation',
        lead_id: leadId,
        delivery_id: deliveryId,
        partner_id: partnerId,
        profile_id: sale.profile_id,
        source: sale.source,
        amount,
        currency,
        at,
        day: today,
      },
    },
    event(
      'revenue.reversed',
      { accountId, leadId, distributionId, deliveryId, partnerId },
      { amount: formatAmount(amount, currency), currency },
      at,
      actor
    ),
  ]
}
