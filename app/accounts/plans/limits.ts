import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { loadSubscription, planById } from '#accounts/plans/repository'
import type { Limited } from '#accounts/plans/types'

export interface Room {
  plan: string
  most: number
  used: number
}

const count = async (query: { count(what: string): { first(): Promise<any> } }) => {
  const row = await query.count('* as n').first()
  return Number(row?.n ?? 0)
}

/** How many there are now. Somebody who was invited holds a place. */
export async function usedPlaces(
  client: QueryClientContract,
  accountId: string,
  what: Limited
): Promise<number> {
  const of = (table: string) => client.from(table).where('account_id', accountId)
  if (what === 'entities') return count(of('entities') as never)
  if (what === 'partners')
    return count(of('partners').where('kind', 'partner').whereNull('deleted_at') as never)
  return (await count(of('memberships') as never)) + (await count(of('team_invitations') as never))
}

/** What the account's plan says of entities, members or partners; null: nothing. What is there is never taken away. */
export async function roomOf(
  client: QueryClientContract,
  accountId: string,
  what: Limited
): Promise<Room | null> {
  const subscription = await loadSubscription(accountId, client)
  const plan = subscription && (await planById(subscription.planId, client))
  const most = plan?.limits[what] ?? null
  if (!plan || most === null) return null
  return { plan: plan.name, most, used: await usedPlaces(client, accountId, what) }
}

const WORDS: Record<Limited, [one: string, many: string]> = {
  entities: ['entity', 'entities'],
  members: ['person', 'people'],
  partners: ['partner', 'partners'],
}

export const fullMessage = ({ plan, most }: Room, what: Limited): string =>
  `The plan "${plan}" has room for ${most} ${WORDS[what][most === 1 ? 0 : 1]}; a larger one can be chosen under Settings, Plan`
