import { type CapKey, capKeys } from '#routing/cap_windows'
import type { CapTrace, Caps } from '#routing/types'
import { store } from '#store/store'
import { measureCap } from '#distribution/measure_cap'

/** Somebody with caps: a partner, or its place in a profile. `timeZone` is the partner's. */
export interface CapOwner {
  scope: CapTrace['scope']
  id: string
  caps: Caps
  timeZone: string
}

/** SQLite binds no more than some thousand values, and a list is bound whole. */
const BATCH = 500

/** How full the caps of many owners are at `at` (ms), by the owner's id: one query for all of them. */
export async function capUse(
  account: { id: string; currency: string },
  owners: readonly CapOwner[],
  at: number
): Promise<Map<string, CapTrace[]>> {
  const keys = owners.map((owner): [string, CapKey[]] => [
    owner.id,
    capKeys(owner.scope, owner.id, owner.caps, owner.timeZone, at, account.currency),
  ])
  const ids = keys.flatMap(([, caps]) => caps.map((cap) => cap.id))
  const used = new Map<string, number>()
  for (let i = 0; i < ids.length; i += BATCH) {
    const rows = await store.all(
      'select id, used from cap_buckets where account_id = ? and id in (??)',
      [account.id, ids.slice(i, i + BATCH)]
    )
    for (const row of rows) used.set(row.id as string, Number(row.used))
  }
  return new Map(
    keys.map(([id, caps]) => [
      id,
      caps.map((cap) => measureCap(cap, used.get(cap.id) ?? 0, 0, account.currency).trace),
    ])
  )
}
