import { type CreatedAccount, createAccount } from '#accounts/create_account'
import { appKeys } from '#config/encryption'
import { createAccountKey } from '#entities/field_crypto'
import type { Locale } from '#shared/locales'
import type { Problem, Result } from '#shared/result'

export interface AccountWish {
  key: string
  /** The key, where there is none. */
  name?: string
  country?: string
  currency?: string
  timeZone?: string
  language?: Locale
  /** E-mail address of the owner, a new user or a known one. */
  owner?: string
  /** Id of the agency it is a client's account of. */
  agencyId?: string
  /** Somebody made it for themselves: it begins on the default plan. */
  onDefaultPlan?: true
}

/** Makes an account with its own field key. Without currency and zone it begins in EUR and UTC. */
export const provisionAccount = (
  wish: AccountWish,
  { actor, now }: { actor: string | null; now: number }
): Promise<Result<CreatedAccount, Problem[]>> =>
  createAccount(
    {
      key: wish.key,
      name: wish.name ?? wish.key,
      country: wish.country?.toUpperCase() ?? null,
      currency: wish.currency?.toUpperCase() ?? 'EUR',
      timeZone: wish.timeZone ?? 'UTC',
      language: wish.language,
      dataKey: createAccountKey(appKeys).wrapped,
      agencyId: wish.agencyId,
      owner: wish.owner === undefined ? undefined : { email: wish.owner },
      onDefaultPlan: wish.onDefaultPlan,
    },
    { actor, now }
  )
