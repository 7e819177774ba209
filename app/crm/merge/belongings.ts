import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { changed } from '#store/changed'
import type { Merge, Moved } from '#crm/merge/types'

/** What people made of a lead: rows that are its alone. */
const ROWS = ['notes', 'tasks', 'lead_mails']
/** Rows that are there once for a lead and somebody, or something: their id begins with the lead's. */
const NAMED = ['lead_watchers', 'lead_tags']

/**
 * What people wrote, planned and followed goes along to the survivor, once however often it is asked for: a process that
 * died in between leaves it to the next pass (`finishMerges`).
 */
export async function moveBelongings(accountId: string, { id, into, from }: Merge): Promise<void> {
  await db.transaction(async (trx) => {
    const row = trx.from('lead_merges').where({ id, account_id: accountId }).whereNull('undone_at')
    if (!changed(await row.clone().whereNull('moved').update({ moved: '{}' }))) return
    const moved: Moved = {}
    for (const table of ROWS) moved[table] = await moveRows(trx, table, { from, into })
    for (const table of NAMED) moved[table] = await moveNamed(trx, table, { from, into })
    await row.update({ moved: JSON.stringify(moved) })
  })
}

/** What went along goes back, where it is still there. */
export async function returnBelongings(accountId: string, { id, into, from }: Merge) {
  await db.transaction(async (trx) => {
    const row = await trx.from('lead_merges').where({ id, account_id: accountId }).first()
    const moved = JSON.parse((row?.moved as string | null) ?? '{}') as Moved
    for (const [table, ids] of Object.entries(moved))
      for (let n = 0; n < ids.length; n += STEP) {
        const some = ids.slice(n, n + STEP)
        if (!NAMED.includes(table))
          await trx.from(table).whereIn('id', some).where('lead_id', into).update({ lead_id: from })
        else for (const one of some) await rename(trx, table, one, { from: into, into: from })
      }
    await trx.from('lead_merges').where('id', id).update({ moved: '{}' })
  })
}

/** Merges and undoings whose process died before everything had gone along, or back. */
export async function finishMerges(now: number): Promise<void> {
  const merges = () => db.from('lead_merges').limit(100)
  const open = await merges()
    .whereNull('moved')
    .whereNull('undone_at')
    .where('at', '<', now - SETTLED_MS)
  for (const row of open) await moveBelongings(row.account_id, wayOf(row))
  const undone = await merges()
    // In these words, by which the index knows its own.
    .whereRaw(`moved is not null and moved <> '{}'`)
    .where('undone_at', '<', now - SETTLED_MS)
  for (const row of undone) await returnBelongings(row.account_id, wayOf(row))
}

const wayOf = ({ id, into_id: into, from_id: from }: Record<string, string>) =>
  ({ id, into, from }) as Merge

const STEP = 200
/** Whoever merged is at it for so long. */
const SETTLED_MS = 10_000

interface Way {
  from: string
  into: string
}

async function moveRows(trx: TransactionClientContract, table: string, { from, into }: Way) {
  const rows = await trx.from(table).where('lead_id', from).select('id')
  await trx.from(table).where('lead_id', from).update({ lead_id: into })
  return rows.map(({ id }) => id as string)
}

/** One that the survivor has as well stays where it is. */
async function moveNamed(trx: TransactionClientContract, table: string, way: Way) {
  const rows = await trx.from(table).where('lead_id', way.from)
  const moved: string[] = []
  for (const row of rows) {
    // A tag that was taken off stands there still, without its day.
    if (row.since === null) continue
    const id = await rename(trx, table, row.id as string, way)
    if (id) moved.push(id)
  }
  return moved
}

async function rename(trx: TransactionClientContract, table: string, id: string, way: Way) {
  if (!id.startsWith(way.from)) return null
  const name = `${way.into}${id.slice(way.from.length)}`
  const there = await trx.from(table).where('id', name).first()
  if (there && there.since !== null) return null
  if (there) await trx.from(table).where('id', name).delete()
  await trx.from(table).where('id', id).update({ id: name, lead_id: way.into })
  return name
}
