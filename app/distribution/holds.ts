import { type Places, freePlace } from '#routing/ladder'
import type { Lock, Locked, Row } from '#store/types'
import type { Hold } from '#distribution/run'

const isLadder = (id: string) => id.startsWith('ladder:')
export const isBalance = (id: string) => id.startsWith('balance:')
export const isSpend = (id: string) => /:spend_/.test(id)

/** A row of a ladder, made when its period has just begun. */
export const ladderLock = (id: string, accountId: string, endsAt: number | null): Lock => ({
  table: 'ladders',
  value: id,
  seed: { id, account_id: accountId, taken: 0, free: '[]', ends_at: endsAt },
})

export const readPlaces = (row: Row | null): Places => ({
  taken: Number(row?.taken ?? 0),
  free: JSON.parse((row?.free as string | undefined) ?? '[]') as number[],
})

export const writePlaces = (locked: Locked, id: string, { taken, free }: Places) =>
  locked.put('ladders', id, { taken, free: JSON.stringify(free) })

/** The rows of what a delivery holds. */
export function bucketLocks(holds: Hold[] | null, accountId: string): Lock[] {
  return (holds ?? []).map(([id]): Lock => {
    if (isLadder(id)) return ladderLock(id, accountId, null)
    if (isBalance(id)) return { table: 'balances', value: id }
    const seed = { id, account_id: accountId, used: 0, ends_at: null }
    return { table: 'cap_buckets', value: id, seed }
  })
}

/**
 * Gives held amounts and places back to the very periods they were taken from, however long ago those ended. A balance is
 * not among them: money has writes of its own.
 */
export function giveBack(locked: Locked, holds: Hold[] | null) {
  for (const [id, amount] of holds ?? [])
    if (isLadder(id)) {
      writePlaces(locked, id, freePlace(readPlaces(locked.get('ladders', id)), amount))
    } else if (!isBalance(id))
      locked.put('cap_buckets', id, {
        used: Math.max(0, Number(locked.get('cap_buckets', id)!.used) - amount),
      })
}
