import type Person from '#accounts/models/person'
import { type Realm, within } from '#accounts/sign_in/realm'
import type { Refusal } from '#accounts/sign_in/refusal'
import { takeCode } from '#accounts/sign_in/second_factor'
import { TEAM } from '#accounts/sign_in/team_realm'
import { forgive, reopen, secondsToWait } from '#accounts/sign_in/throttles'

/** Takes the code that completes signing in; null when it is right. */
export async function checkCode(
  address: string,
  user: Person,
  code: string,
  realm: Realm<any> = TEAM
): Promise<Refusal | null> {
  const gates = [
    ['code_address', within(realm, address)],
    ['code', user.id],
  ] as const
  const seconds = await secondsToWait(...gates)
  if (seconds) return { reason: 'throttled', seconds }
  if (!(await takeCode(user.id, code, Date.now(), realm))) return { reason: 'wrong_code' }
  await forgive(gates[0])
  await reopen(gates[1])
  return null
}
