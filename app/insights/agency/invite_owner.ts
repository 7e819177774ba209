import db from '@adonisjs/lucid/services/db'
import { inviteAgain, inviteToTeam } from '#accounts/team/invitations'
import type { Account } from '#accounts/types'
import { asOwner } from '#insights/agency/make_client'

/**
 * Asks the owner of a client in, again where they were asked before. False where it has one: from then on owners are made
 * by owners.
 */
export async function inviteOwner(
  agency: Account,
  client: Account,
  email: string,
  { actor, now }: { actor: string; now: number }
): Promise<boolean> {
  const owner = await db
    .from('memberships')
    .where({ account_id: client.id, role: 'owner' })
    .select('id')
    .first()
  if (owner) return false
  const asked = await db
    .from('team_invitations')
    .where({ account_id: client.id, email })
    .select('id', 'role')
    .first()
  const by = asOwner(actor)
  const done =
    asked?.role === 'owner'
      ? await inviteAgain(client, asked.id, by, now, agency)
      : await inviteToTeam(client, { email, role: 'owner' }, by, now, agency)
  return done.ok
}
