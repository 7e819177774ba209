import db from '@adonisjs/lucid/services/db'

export interface TeamMember {
  email: string
  name: string | null
}

/** The people of an account, by e-mail. */
export async function listTeam(accountId: string): Promise<TeamMember[]> {
  const rows = await db
    .from('memberships')
    .join('users', 'users.id', 'memberships.user_id')
    .where('memberships.account_id', accountId)
    .orderBy('users.email')
    .select('users.email', 'users.name')
  return rows.map(({ email, name }) => ({ email, name }))
}
