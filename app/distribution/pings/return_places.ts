import db from '@adonisjs/lucid/services/db'
import { store } from '#store/store'
import type { Lock, Row, Work, Write } from '#store/types'
import { bucketLocks, giveBack, isBalance } from '#distribution/holds'
import { OVER, holdsOf } from '#distribution/pings/place'

const AT_ONCE = 200

/** Gives back what is held for leads that did not come. `now` in ms. Answers how many places were given back. */
export async function returnPlaces(now: number): Promise<number> {
  const due = await store.all(
    `select * from ping_places where status = 'held' and expires_at <= ? order by expires_at limit ${AT_ONCE}`,
    [now]
  )
  const given = await Promise.all(due.map((row) => store.submit(returnPlace(row, now))))
  return given.filter(Boolean).length
}

const KEPT_MS = 7 * 86_400_000

/** Nobody asks about a ping of last week; what it held is with its delivery, or free. */
export async function forgetPlaces(now: number) {
  await db
    .from('ping_places')
    // In these words, by which the index knows its own.
    .whereRaw(`status <> 'held'`)
    .where('expires_at', '<', now - KEPT_MS)
    .delete()
}

function returnPlace(seen: Row, now: number): Work<boolean> {
  const id = seen.id as string
  const holds = holdsOf(seen)
  const locks: Lock[] = [
    { table: 'ping_places', value: id },
    ...bucketLocks(holds, seen.account_id as string),
  ]
  return {
    locks,
    decide(locked) {
      const row = locked.get('ping_places', id)
      if (row?.status !== 'held' || Number(row.expires_at) > now)
        return { result: false, writes: [] }
      giveBack(locked, holds)
      const writes: Write[] = [{ update: 'ping_places', id, set: { ...OVER, status: 'returned' } }]
      for (const [balance, amount] of holds) {
        const held = isBalance(balance) ? locked.get('balances', balance) : null
        if (held && amount !== 0)
          writes.push({
            update: 'balances',
            id: balance,
            set: { available: Number(held.available) + amount },
          })
      }
      return { result: true, writes }
    },
  }
}
