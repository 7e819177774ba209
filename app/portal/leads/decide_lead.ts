import { type Result, fail } from '#shared/result'
import { type SettleProblem, settleByHand } from '#distribution/settle_from_outside'
import { leadRow } from '#portal/leads/lead_rows'
import type { OpenPortal } from '#portal/people/open_portal'

/** Takes or refuses a lead that waits for it; the price is the one it was offered at. */
export async function decideLead(
  { account, partner, actor }: OpenPortal,
  id: string,
  { accept, reason }: { accept: boolean; reason: string | null }
): Promise<Result<{ id: string }, SettleProblem>> {
  const row = await leadRow({ account, partner }, id)
  if (!row) return fail({ type: 'not_found' })
  if (row.status !== 'waiting') return fail({ type: 'not_waiting', status: row.status as string })
  const status = accept ? 'accepted' : 'rejected'
  const answer = { status, reason: accept ? null : reason, price: null, reference: null } as const
  return settleByHand(account.id, id, answer, actor)
}
