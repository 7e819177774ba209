import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Role } from '#accounts/models/membership'
import { type Choices, choiceOf } from '#notifications/choices'
import type { Choice, NoticeKind } from '#notifications/kinds'

export interface Hearer {
  userId: string
  email: string
  choiceOf: (kind: NoticeKind) => Choice | null
}

/** The people of these accounts, and what each of them wants to hear. */
export async function loadTeams(
  accountIds: string[],
  trx: TransactionClientContract
): Promise<Map<string, Hearer[]>> {
  const rows = await trx
    .from('memberships')
    .join('users', 'users.id', 'memberships.user_id')
    .leftJoin('notice_choices', (join) =>
      join
        .on('notice_choices.user_id', 'memberships.user_id')
        .andOn('notice_choices.account_id', 'memberships.account_id')
    )
    .whereIn('memberships.account_id', accountIds)
    .select('memberships.account_id', 'memberships.user_id', 'memberships.role')
    .select('users.email', 'notice_choices.choices')
  const teams = new Map<string, Hearer[]>()
  for (const { account_id: accountId, user_id: userId, role, email, choices } of rows) {
    const own = JSON.parse(choices ?? '{}') as Choices
    const team = teams.get(accountId) ?? []
    team.push({ userId, email, choiceOf: (kind) => choiceOf(own, role as Role, kind) })
    teams.set(accountId, team)
  }
  return teams
}
