import { accountConfig } from '#distribution/account_config'
import { type TestDelivery, sendTest } from '#distribution/tryouts/send_test'
import { type Problem, type Result, fail } from '#shared/result'
import type { OpenPortal } from '#portal/people/open_portal'
import { placesOf } from '#portal/settings/settings_page'

/**
 * Sends a made-up lead the way real ones come, once, marked as a test. Only to places of this partner's own; secrets of
 * the request are not shown.
 */
export async function selfTest(
  house: OpenPortal,
  wish: { profile: string; assignment: string },
  now: number
): Promise<Result<TestDelivery, Problem[] | 'missing'>> {
  const places = await placesOf(house)
  const own = places.some(
    ({ profile, assignment }) => profile === wish.profile && assignment === wish.assignment
  )
  if (!own) return fail('missing')
  const config = await accountConfig(house.account.id)
  return sendTest(config, wish, { actor: house.actor, now })
}
