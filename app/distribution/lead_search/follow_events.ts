import { idsBefore } from '#shared/ids'
import { store } from '#store/store'
import type { Row } from '#store/types'
import {
  type StoredBlock,
  StoredBlocks,
  blockOfLead,
  loadBlocks,
} from '#distribution/lead_search/blocks'

/** The trail is followed this far behind: a line may be written a little after its id was made. */
export const LAG_MS = 10_000
const BATCH = 5_000
/** Lines that change nothing a lead is found by. */
const UNCHANGED = `('lead.received', 'lead.duplicate')`
/** How long before its commit a change may have been given its moment. */
const MARGIN_MS = 30_000

export const newestToFollow = (now: number, lagMs = LAG_MS): string => idsBefore('evt', now - lagMs)

/**
 * Reads the trail on from `position` and marks the leads of blocks that changed since their block was read: a search
 * asks them themselves. Answers the new position, and whether there is more.
 */
export async function followEvents(
  position: string,
  until: string
): Promise<{ position: string; more: boolean }> {
  const rows = await store.all(
    `select id, account_id, lead_id, at, type from events where id > ? and id < ? order by id limit ${BATCH}`,
    [position, until]
  )
  const changes = rows.filter(
    ({ type, lead_id: lead }) => lead && type !== 'lead.received' && type !== 'lead.duplicate'
  )
  for (const [accountId, own] of Map.groupBy(changes, (row) => row.account_id as string))
    await markStale(accountId, own)
  const last = rows.at(-1)?.id as string | undefined
  return { position: last ?? position, more: rows.length === BATCH }
}

async function markStale(accountId: string, changes: Row[]) {
  const { blocks } = await loadBlocks(accountId)
  if (!blocks.length) return
  const source = new StoredBlocks()
  const byBlock = new Map<StoredBlock, Set<string>>()
  for (const { lead_id: leadId, at } of changes) {
    const block = blockOfLead(blocks, leadId as string)
    if (!block || (block.readAt !== null && block.readAt > Number(at) + MARGIN_MS)) continue
    byBlock.set(block, (byBlock.get(block) ?? new Set()).add(leadId as string))
  }
  for (const [block, leads] of byBlock) {
    const ids = await source.ids(block)
    const places = [...leads].map((lead) => ids.indexOf(lead)).filter((place) => place >= 0)
    if (places.some((place) => !block.stale.includes(place))) await addStale(block.id, places)
  }
}

const addStale = (id: string, places: number[]) =>
  store.submit({
    locks: [{ table: 'lead_blocks', value: id }],
    decide(locked) {
      const row = locked.get('lead_blocks', id)
      if (!row) return { result: null, writes: [] }
      const stale = new Set([...(JSON.parse(row.stale as string) as number[]), ...places])
      const set = {
        stale: JSON.stringify([...stale].sort((a, b) => a - b)),
        version: Number(row.version) + 1,
      }
      return { result: null, writes: [{ update: 'lead_blocks' as const, id, set }] }
    },
  })

const MAX_LOOKED = 20_000

/**
 * Leads up to `lastId` that changed after a line of the trail, for a search that must not miss them. `complete` is false
 * when there are too many lines to look at all of them.
 */
export async function changedSince(
  accountId: string,
  position: string,
  lastId: string
): Promise<{ leads: Set<string>; complete: boolean }> {
  const since = `from events where id > ? order by id limit ${MAX_LOOKED}`
  const [end, rows] = await Promise.all([
    store.first(`select id from events where id > ? order by id limit 1 offset ${MAX_LOOKED}`, [
      position,
    ]),
    store.all(
      `select distinct lead_id from (select account_id, lead_id, type ${since}) x
       where account_id = ? and lead_id <= ? and type not in ${UNCHANGED}`,
      [position, accountId, lastId]
    ),
  ])
  return { leads: new Set(rows.map((row) => row.lead_id as string)), complete: end === null }
}
