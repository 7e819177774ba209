import { DAY, HOUR } from '#shared/local_time'
import { cancelDelivery } from '#distribution/cancel_delivery'
import { approveReturn, refuseReturn } from '#distribution/returns/decide_return'
import { requestReturn } from '#distribution/returns/request_return'
import type { Partner } from '#partners/types'
import type { Deed } from '#insights/demo/past_books'
import type { PastSale } from '#insights/demo/past_leads'

/** Every so manieth sale of a partner with terms is given back, of the others it is taken back. */
const RETURNED = 8
const CANCELLED = 70
/** One of so many requests is refused. */
const REFUSED = 5
/** Days after the sale; what is sold at the end of a month comes back when it was invoiced. */
const PATIENCE = [2, 5, 6]
const REASONS = ['invalid_phone', 'wrong_person']

/** Sales that were given back or taken back, each on its day; requests of the last days wait. */
export function reversalDeeds(
  accountId: string,
  sales: readonly PastSale[],
  partners: readonly Partner[],
  end: number
): Deed[] {
  const deeds: Deed[] = []
  for (const { id, key, portal } of partners) {
    const own = sales.filter(({ partnerId }) => partnerId === id)
    const every = portal?.returns ? RETURNED : CANCELLED
    for (const [i, sale] of own.entries()) {
      if (i % every !== every - 1) continue
      const nth = Math.floor(i / every)
      if (portal?.returns) {
        const at = sale.at + PATIENCE[nth % PATIENCE.length] * DAY
        const actor = { kind: 'partner' as const, partnerId: id, name: `partner:${key}` }
        deeds.push({ at, what: () => giveBack(accountId, sale.id, actor, nth, at, end) })
      } else {
        const at = sale.at + DAY + nth * HOUR
        const cancel = { reason: 'wrong_person', note: null, actor: 'team@bright-leads.example' }
        deeds.push({ at, what: () => cancelDelivery(accountId, sale.id, cancel, at) })
      }
    }
  }
  return deeds
}

async function giveBack(
  accountId: string,
  deliveryId: string,
  actor: { kind: 'partner'; partnerId: string; name: string },
  nth: number,
  at: number,
  end: number
) {
  const wish = { reason: REASONS[nth % REASONS.length], note: null, evidence: [], waive: false }
  const asked = await requestReturn(accountId, deliveryId, wish, actor, at)
  const decided = at + 20 * HOUR
  // The newest are left to whoever looks at the demo.
  const isNew = at > end - 9 * DAY
  if (!asked.ok || asked.value.status !== 'waiting' || isNew || decided > end) return
  const team = 'team@bright-leads.example'
  if (nth % REFUSED === REFUSED - 1) {
    const reason = 'The number was reached on the same day'
    await refuseReturn(accountId, asked.value.id, { reason, actor: team }, decided)
  } else await approveReturn(accountId, asked.value.id, { note: null, actor: team }, decided)
}
