import db from '@adonisjs/lucid/services/db'
import { inviteToTeam } from '#accounts/team/invitations'
import type { Account } from '#accounts/types'
import { provisionAccount } from '#distribution/configuration/provision_account'
import { type Starter, startFrom } from '#distribution/setup/starters'
import { objectKey } from '#shared/key_of'
import type { Locale } from '#shared/locales'
import { type Problem, type Result, ok } from '#shared/result'

export interface ClientWish {
  name: string
  /** Absent: made of the name. */
  key?: string
  country?: string | null
  /** Absent, as zone and language: the agency's own. */
  currency?: string
  time_zone?: string
  language?: Locale
  starter?: Starter | null
  /** Is invited as its owner; absent: nobody yet. */
  owner?: string | null
}

/**
 * Makes a client's account, with what its trade begins with, and asks its owner in. Problems by field; what follows the
 * account itself cannot be refused, since it is new.
 */
export async function makeClient(
  agency: Account,
  wish: ClientWish,
  { actor, now }: { actor: string; now: number }
): Promise<Result<Account, Problem[]>> {
  const made = await provisionAccount(
    {
      key: wish.key || objectKey(wish.name),
      name: wish.name,
      country: wish.country ?? undefined,
      currency: wish.currency ?? agency.currency,
      timeZone: wish.time_zone ?? agency.timeZone,
      language: wish.language ?? agency.language,
      agencyId: agency.id,
    },
    { actor, now }
  )
  if (!made.ok) return made
  const { account } = made.value
  const started = wish.starter ? await startFrom(account, wish.starter, actor) : null
  if (started?.ok)
    await db.from('accounts').where('id', account.id).update({ starter: wish.starter })
  if (wish.owner)
    await inviteToTeam(account, { email: wish.owner, role: 'owner' }, asOwner(actor), now, agency)
  return ok(account)
}

/** An agency asks the first owner in; whoever comes after is the client's own business. */
export const asOwner = (actor: string) => ({ actor, role: 'owner' as const })
