import { setTimeout as pause } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { importFileMs } from '#config/imports'
import { openValues } from '#entities/seal_values'
import { changeLead } from '#intake/change_lead'
import { eraseLead } from '#intake/erase_lead'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { type UndoCounts, noUndo } from '#capture/imports/types'
import type { Work, WorkEnd } from '#capture/imports/work'

const BATCH = 50
const REST = 0.25

/** Why a lead stays as it is. */
type Kept = 'sold' | 'under_way' | 'changed' | 'held' | 'gone'
type Undone = 'removed' | 'restored' | { kept: Kept }

interface NotedRow {
  number: number
  outcome: 'stored' | 'updated'
  lead_id: string
  revision: number | null
}

/**
 * Takes an import back, from its last row to its first: leads it made are erased where nothing of them is sold, leads it
 * changed get the values they had. What somebody has worked on since stays. The position is how many rows, counted from
 * the end, are done; a row that was undone before a crash is found as it should be.
 */
export async function undoImport(work: Work): Promise<WorkEnd> {
  const { entry } = work
  const undone = structuredClone(entry.undone ?? noUndo())
  const total = await lastNumber(entry.accountId, entry.id)
  let position = entry.position
  for (;;) {
    const began = performance.now()
    const rows = await rowsBelow(entry.accountId, entry.id, total - position + 1)
    if (rows.length === 0) break
    // Several rows may be about one lead: those go in their order, the leads beside each other.
    const byLead = Map.groupBy(rows, ({ lead_id: lead }) => lead)
    const results = await Promise.all(
      [...byLead.values()].map(async (own) => {
        const done: (Undone | null)[] = []
        for (const row of own) done.push(await undoRow(row, work))
        return done
      })
    )
    for (const one of results.flat()) if (one) count(undone, one)
    position = total - rows.at(-1)!.number + 1
    if (!(await work.note({ position, undone })) || work.stopped()) return null
    await pause((performance.now() - began) * REST)
  }
  const now = Date.now()
  return {
    ...{ status: 'undone', position: total, undone, finishedAt: now },
    fileUntil: now + importFileMs,
  }
}

function count(undone: UndoCounts, result: Undone) {
  if (typeof result === 'string') return void undone[result]++
  const known = undone.kept.find(({ reason }) => reason === result.kept)
  if (known) known.count++
  else undone.kept.push({ reason: result.kept, count: 1 })
}

async function lastNumber(accountId: string, importId: string): Promise<number> {
  const [row] = (await db
    .from('import_rows')
    .where({ account_id: accountId, import_id: importId })
    .max('number as last')) as { last: number | null }[]
  return Number(row?.last ?? 0)
}

async function rowsBelow(accountId: string, importId: string, number: number) {
  const rows = (await db
    .from('import_rows')
    .where({ account_id: accountId, import_id: importId })
    .where('number', '<', number)
    .whereIn('outcome', ['stored', 'updated'])
    .orderBy('number', 'desc')
    .limit(BATCH)) as NotedRow[]
  return rows.map((row) => ({ ...row, number: Number(row.number) }))
}

async function undoRow(row: NotedRow, work: Work): Promise<Undone | null> {
  const lead = await store.first('select * from leads where id = ? and account_id = ?', [
    row.lead_id,
    work.entry.accountId,
  ])
  if (!lead) return { kept: 'gone' }
  return row.outcome === 'stored' ? removeLead(lead, work) : restoreLead(lead, row, work)
}

async function removeLead(lead: Row, work: Work): Promise<Undone> {
  const { entry } = work
  const id = lead.id as string
  // Erased before a crash, or by somebody: it is away either way.
  if (lead.erased_at) return 'removed'
  if (lead.status === 'distributing') return { kept: 'under_way' }
  if (await isSold(id)) return { kept: 'sold' }
  if (await isWorkedOn(lead, work)) return { kept: 'changed' }
  const result = await eraseLead(entry.accountId, id, work.actor)
  if (result === 'busy') return { kept: 'under_way' }
  return result === 'on_hold' ? { kept: 'held' } : 'removed'
}

/** Anything of it a partner has, or may have. */
async function isSold(leadId: string): Promise<boolean> {
  const row = await store.first(
    `select 1 as found from deliveries where lead_id = ?
     and status in ('pending', 'sending', 'sent', 'waiting', 'accepted', 'unknown')`,
    [leadId]
  )
  return row !== null
}

/** Whether anybody changed it since: what the import itself did to it meanwhile is undone already. */
async function isWorkedOn(lead: Row, work: Work): Promise<boolean> {
  const { settings } = work.entry
  if (lead.assignee !== null || lead.stage !== (settings.stage ?? work.entity.stages[0] ?? null))
    return true
  if (Number(lead.revision) === 1) return false
  const first = await valuesAt(lead, 1, work)
  return first === null || !sameValues(first, await valuesNow(lead, work))
}

async function restoreLead(lead: Row, row: NotedRow, work: Work): Promise<Undone | null> {
  if (lead.erased_at) return { kept: 'gone' }
  // The row said nothing new.
  if (row.revision === null) return null
  const revision = Number(row.revision)
  const before = await valuesAt(lead, revision, work)
  if (before === null) return { kept: 'changed' }
  const now = await valuesNow(lead, work)
  if (sameValues(before, now)) return 'restored'
  const after =
    Number(lead.revision) === revision + 1 ? now : await valuesAt(lead, revision + 1, work)
  if (after === null || !sameValues(after, now)) return { kept: 'changed' }
  const gone = Object.keys(now).filter((field) => !Object.hasOwn(before, field))
  const values = { ...before, ...Object.fromEntries(gone.map((field) => [field, null])) }
  const changed = await changeLead(work.entry.accountId, row.lead_id, { values }, work.actor)
  return changed.ok ? 'restored' : { kept: 'gone' }
}

type Values = Record<string, unknown>

const sameValues = (one: Values, other: Values) =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.keys(one).every((key) => JSON.stringify(one[key]) === JSON.stringify(other[key]))

async function valuesNow(lead: Row, { entity, config }: Work): Promise<Values> {
  const { key } = await config()
  return openValues(key, entity, lead.values as string)
}

/** The values a lead had at a revision that was replaced since. */
async function valuesAt(
  lead: Row,
  revision: number,
  { entity, config }: Work
): Promise<Values | null> {
  const row = await store.rowBy('lead_revisions', 'id', `${lead.id}:${revision}`)
  const { key } = await config()
  return row && openValues(key, entity, row.values as string)
}
