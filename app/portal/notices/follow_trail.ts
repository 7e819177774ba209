import db from '@adonisjs/lucid/services/db'
import { newestToFollow } from '#distribution/lead_search/follow_events'
import { loadPartnerById } from '#partners/repository'
import { changed } from '#store/changed'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { addNotices } from '#portal/notices/add_notices'
import { NEWS_TYPES, newsOf } from '#portal/notices/news_of'
import { readersOf } from '#portal/notices/preferences'

const NAME = 'notices'
const BATCH = 1_000

/**
 * Reads the trail on from where it was read to, past what leads bring in masses, and puts down what people of partners are to be told. How far it was read
 * is moved in the same transaction: whoever comes second, or dies on the way, has told nobody anything. Answers whether
 * there is more.
 */
export async function followTrail(now: number): Promise<boolean> {
  const until = newestToFollow(now)
  const position = await positionOf(until)
  const rows = await store.all(
    `select id, account_id, partner_id, delivery_id, at, type, data from events where id > ? and id < ?
       and type in (??) and partner_id is not null order by id limit ${BATCH}`,
    [position, until, [...NEWS_TYPES]]
  )
  const isFull = rows.length === BATCH
  const next = isFull ? (rows.at(-1)!.id as string) : await newestBefore(until)
  if (next === null || next <= position) return false
  const told = await Promise.all(
    [...Map.groupBy(rows, (row) => row.partner_id as string)].map(async ([partnerId, lines]) => {
      const accountId = lines[0].account_id as string
      const [partner, readers] = await Promise.all([
        loadPartnerById(accountId, partnerId),
        readersOf(accountId, partnerId),
      ])
      return { zone: partner?.timeZone ?? 'UTC', readers, lines: partner ? lines : [] }
    })
  )
  await db.transaction(async (trx) => {
    const moved = await trx
      .from('portal_cursor')
      .where({ name: NAME, position })
      .update({ position: next })
    if (!changed(moved)) return
    for (const { readers, lines, zone } of told)
      for (const line of readers.length ? lines : []) {
        const one = newsOf(lineOf(line))
        if (one) await addNotices(trx, readers, one, now, zone)
      }
  })
  return isFull
}

async function newestBefore(until: string): Promise<string | null> {
  const row = await store.first('select id from events where id < ? order by id desc limit 1', [
    until,
  ])
  return row && (row.id as string)
}

const lineOf = (row: Row) => ({
  id: row.id as string,
  type: row.type as string,
  deliveryId: row.delivery_id as string | null,
  data: JSON.parse(row.data as string) as Record<string, unknown>,
})

/** An installation that never told anything begins with what happens from now on. */
async function positionOf(until: string): Promise<string> {
  const row = await db.from('portal_cursor').where('name', NAME).first()
  if (row) return row.position as string
  await db
    .insertQuery()
    .table('portal_cursor')
    .insert({ name: NAME, position: until })
    .knexQuery.onConflict('name')
    .ignore()
  return (await db.from('portal_cursor').where('name', NAME).first())!.position as string
}
