import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { type Room, fullMessage, roomOf } from '#accounts/plans/limits'
import type { Problem } from '#shared/result'
import { isObject } from '#shared/shape'
import type { Change } from '#distribution/blueprint/types'

/** What the plan of the account has no room for; asked in the transaction that holds its configuration. */
export async function planRoomProblems(
  client: QueryClientContract,
  accountId: string,
  document: unknown,
  changes: readonly Change[]
): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const what of ['entities', 'partners'] as const) {
    const keys = (action: Change['action']) =>
      changes.flatMap((one) =>
        one.action === action && one.object.startsWith(`${what}.`)
          ? [one.object.slice(what.length + 1)]
          : []
      )
    const made = keys('create')
    if (!made.length) continue
    const room = await roomOf(client, accountId, what)
    if (!room) continue
    const left = Math.max(0, room.most - room.used + keys('delete').length)
    problems.push(...made.slice(left).map((key) => refusal(document, what, key, room)))
  }
  return problems
}

function refusal(document: unknown, what: 'entities' | 'partners', key: string, room: Room) {
  const list = isObject(document) && Array.isArray(document[what]) ? document[what] : []
  const place = list.findIndex((one) => isObject(one) && String(one.key).trim() === key)
  const field = `${what}[${Math.max(0, place)}].key`
  return { field, rule: 'plan_limit', message: fullMessage(room, what) }
}
