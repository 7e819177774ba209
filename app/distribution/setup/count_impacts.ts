import { type Impact, entityImpacts } from '#entities/entity_impact'
import type { Entity, EntityDefinition } from '#entities/types'
import { idsBefore } from '#shared/ids'
import { store } from '#store/store'

export interface CountedImpacts {
  impacts: (Impact & { leads: number })[]
  /** How many leads were asked, the newest first. */
  looked: number
  /** False: there are more than were asked. */
  complete: boolean
}

/** A chunk is read and asked in some ten milliseconds; others get their turn in between. */
const CHUNK = 1_000
const MOST = 200_000
const LONGEST_MS = 2_500
/** Clocks of several processes differ. */
const DAY = 86_400_000

/** Counts the stored leads that a change of their entity means something for. */
export async function countImpacts(
  before: Entity,
  after: EntityDefinition
): Promise<CountedImpacts> {
  const tests = entityImpacts(before, after)
  const counts = tests.map(() => 0)
  const answer = (looked: number, complete: boolean): CountedImpacts => ({
    impacts: tests
      .map(({ impact }, i) => ({ ...impact, leads: counts[i] }))
      .filter(({ leads }) => leads > 0),
    looked,
    complete,
  })
  if (tests.length === 0) return answer(0, true)
  const end = Date.now() + LONGEST_MS
  let looked = 0
  for (let cursor = idsBefore('lead', Date.now() + DAY); ;) {
    const rows = await store.all(
      `select id, stage, "values" from leads where account_id = ? and entity_id = ? and id < ?
         and erased_at is null order by id desc limit ${CHUNK}`,
      [before.accountId, before.id, cursor]
    )
    for (const row of rows) {
      const values = JSON.parse(row.values as string) as Record<string, unknown>
      const lead = { values, stage: row.stage as string | null }
      tests.forEach((one, i) => (counts[i] += Number(one.meets(lead))))
    }
    looked += rows.length
    if (rows.length < CHUNK) return answer(looked, true)
    if (looked >= MOST || Date.now() > end) return answer(looked, false)
    cursor = rows[rows.length - 1].id as string
    await new Promise((resolve) => setImmediate(resolve))
  }
}
