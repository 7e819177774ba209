import { withdrawConsent } from '#intake/consent/withdraw_consent'
import { notFound } from '#shared/http_problem'
import { listOf } from '#privacy/suppression/lists'
import { suppressLead } from '#privacy/suppression/suppress_lead'

export interface WithdrawalWish {
  consent?: string | null
  reason?: string | null
  /** Keys of the lists that the lead's addresses are put on. */
  suppress?: string[]
}

/** Withdraws the consent of a lead and, where that is wished, keeps the person from being contacted. Throws 404. */
export async function withdraw(
  accountId: string,
  leadId: string,
  { consent = null, reason = null, suppress = [] }: WithdrawalWish,
  actor: string
): Promise<{ withdrawn: number; suppressed: number }> {
  const lists = await Promise.all(suppress.map((key) => listOf(accountId, key)))
  const withdrawn = await withdrawConsent(accountId, leadId, { consent, reason, actor })
  if (withdrawn === null) throw notFound('consent')
  if (lists.length === 0) return { withdrawn, suppressed: 0 }
  const note = { source: 'consent', reason: 'consent withdrawn', actor }
  return { withdrawn, suppressed: await suppressLead(accountId, leadId, lists, note) }
}
