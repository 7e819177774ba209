import type { Lock, Locked, Write } from '#store/types'

/* Who follows a lead: decided on the lead's own row, so the work must hold that as well. */

export const watcherId = (leadId: string, userId: string) => `${leadId}:${userId}`

export const watcherLocks = (leadId: string, userIds: readonly string[]): Lock[] =>
  userIds.map((userId) => ({ table: 'lead_watchers', value: watcherId(leadId, userId) }))

/** They follow it from now on; who did before goes on doing so. */
export const watchWrites = (
  locked: Locked,
  accountId: string,
  leadId: string,
  userIds: readonly string[],
  at: number
): Write[] =>
  userIds
    .filter((userId) => locked.get('lead_watchers', watcherId(leadId, userId)) === null)
    .map((userId) => ({
      insert: 'lead_watchers',
      row: {
        ...{ id: watcherId(leadId, userId), account_id: accountId, lead_id: leadId },
        ...{ user_id: userId, since: at },
      },
    }))
