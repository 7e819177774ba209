import type { Account } from '#accounts/types'
import type { ConfigFailure } from '#distribution/configuration/types'
import type { Partner } from '#partners/types'
import { type Result, fail, ok } from '#shared/result'
import { note } from '#portal/people/note'
import { type Granted, basisOf, grantWish } from '#portal/settings/grant_wish'
import { findWaiting, reopenWish, settleWish } from '#portal/settings/wishes'

/** The team's answer to a wish, once. An agreed one changes the profile; where that cannot be, the wish waits on. */
export async function decideWish(
  house: { account: Account; partner: Partner },
  id: string,
  { approve, answer }: { approve: boolean; answer: string | null },
  actor: string,
  now: number
): Promise<Result<Granted | 'refused', ConfigFailure>> {
  const { account, partner } = house
  const where = { accountId: account.id, partnerId: partner.id, id }
  const wish = await findWaiting(where)
  if (!wish) return fail({ type: 'not_found' })
  const basis = approve ? await basisOf(account, wish) : null
  if (approve && basis === null)
    return fail({ type: 'conflict', message: 'The partner is not in this profile any more' })
  const status = approve ? 'approved' : 'refused'
  if (!(await settleWish(where, status, { answer, actor, basis }, now)))
    return fail({ type: 'not_found' })
  const done = approve ? await grantWish(account, wish, actor) : ok('refused' as const)
  if (!done.ok) {
    await reopenWish(where)
    return done
  }
  const { profile, assignment, kind } = wish
  const data = { wish: id, kind, profile, assignment, approved: approve }
  await note('portal.wish_decided', house, data, actor, now)
  return done
}
