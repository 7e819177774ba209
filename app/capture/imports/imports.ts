import db from '@adonisjs/lucid/services/db'
import type { Scope } from '#entities/entity_scope'
import { idsOf } from '#entities/entity_scope'
import { newId } from '#shared/ids'
import type { Import, ImportStatus, RememberedMapping } from '#capture/imports/types'

type Row = Record<string, unknown>

const JSON_COLUMNS = ['header', 'guesses', 'settings', 'counts', 'undone'] as const
const COLUMNS: Record<Exclude<keyof Import, 'id'>, string> = {
  ...{ accountId: 'account_id', entityId: 'entity_id', parentId: 'parent_id', name: 'name' },
  ...{ format: 'format', encoding: 'encoding', separator: 'separator', bytes: 'bytes' },
  ...{ path: 'path', header: 'header', named: 'named', guesses: 'guesses' },
  ...{ settings: 'settings', rows: 'rows', status: 'status', phase: 'phase' },
  ...{ problem: 'problem', position: 'position', counts: 'counts', undone: 'undone' },
  ...{ phaseAt: 'phase_at', phaseFrom: 'phase_from', createdAt: 'created_at' },
  ...{ createdBy: 'created_by', finishedAt: 'finished_at', fileUntil: 'file_until' },
}
const NUMBERS = new Set(['bytes', 'rows', 'position', 'phaseAt', 'phaseFrom'])
for (const name of ['createdAt', 'finishedAt', 'fileUntil']) NUMBERS.add(name)
const isJson = (name: string) => (JSON_COLUMNS as readonly string[]).includes(name)

function toImport(row: Row): Import {
  const found: Row = { id: row.id }
  for (const [name, column] of Object.entries(COLUMNS)) {
    const value = row[column] ?? null
    if (value === null) found[name] = null
    else if (isJson(name)) found[name] = JSON.parse(value as string)
    else found[name] = NUMBERS.has(name) ? Number(value) : value
  }
  return { ...found, named: Boolean(found.named) } as unknown as Import
}

/** Columns of what is to be written. */
function toRow(change: Partial<Omit<Import, 'id'>>): Row {
  const row: Row = {}
  for (const [name, value] of Object.entries(change))
    row[COLUMNS[name as keyof typeof COLUMNS]] =
      isJson(name) && value !== null ? JSON.stringify(value) : value
  return row
}

export async function createImport(made: Omit<Import, 'id'>): Promise<Import> {
  const id = newId('imp', made.createdAt)
  await db.table('imports').insert({ id, ...toRow(made) })
  return { id, ...made }
}

export async function findImport(accountId: string, id: string): Promise<Import | null> {
  const row = (await db.from('imports').where({ account_id: accountId, id }).first()) as Row | null
  return row && toImport(row)
}

/** For whoever does the work: of any account. */
export async function loadImport(id: string): Promise<Import | null> {
  const row = (await db.from('imports').where('id', id).first()) as Row | null
  return row && toImport(row)
}

/** The newest first; `after` is the id the page begins after. */
export async function listImports(
  accountId: string,
  { after, limit, scope = null }: { after?: string; limit: number; scope?: Scope }
): Promise<Import[]> {
  const rows = (await db
    .from('imports')
    .where('account_id', accountId)
    .if(after, (query) => query.where('id', '<', after!))
    .if(scope, (query) => query.whereIn('entity_id', idsOf(scope!.entityIds)))
    .orderBy('id', 'desc')
    .limit(limit)) as Row[]
  return rows.map(toImport)
}

const changed = (result: unknown) => Number(Array.isArray(result) ? result[0] : result) > 0

/** Changes it if it stands where it is expected to: two people pressing at once do not do it twice. */
export async function moveImport(
  { accountId, id }: Pick<Import, 'accountId' | 'id'>,
  from: readonly ImportStatus[],
  change: Partial<Omit<Import, 'id'>> & { ownedUntil?: number }
): Promise<boolean> {
  const { ownedUntil, ...rest } = change
  return changed(
    await db
      .from('imports')
      .where({ account_id: accountId, id })
      .whereIn('status', [...from])
      .update({ ...toRow(rest), ...(ownedUntil !== undefined && { owned_until: ownedUntil }) })
  )
}

/** Work that no process does, or whose process has not been heard of. */
export async function waitingImports(now: number): Promise<string[]> {
  const rows = (await db
    .from('imports')
    .whereRaw(`status in ('checking', 'running', 'undoing')`)
    .where('owned_until', '<', now)
    .orderBy('id')
    .limit(20)
    .select('id')) as { id: string }[]
  return rows.map(({ id }) => id)
}

export async function claimImport(
  id: string,
  owner: string,
  now: number,
  forMs: number
): Promise<boolean> {
  const result = await db
    .from('imports')
    .where('id', id)
    .whereRaw(`status in ('checking', 'running', 'undoing')`)
    .where('owned_until', '<', now)
    .update({
      owner,
      owned_until: now + forMs,
      phase_at: now,
      phase_from: db.raw('position'),
    })
  return changed(result)
}

/** False: somebody stopped it, or it is another's by now. */
export async function noteImport(
  id: string,
  owner: string,
  status: ImportStatus,
  change: Partial<Omit<Import, 'id'>>,
  ownedUntil: number
): Promise<boolean> {
  const result = await db
    .from('imports')
    .where({ id, owner, status })
    .update({ ...toRow(change), owned_until: ownedUntil })
  return changed(result)
}

export const releaseImport = (id: string, owner: string) =>
  db.from('imports').where({ id, owner }).update({ owned_until: 0 })

const ROWS_AT_ONCE = 5_000

/** Takes the record away, with what it knows of its rows; leads stay. */
export async function deleteImport({ accountId, id }: Import): Promise<void> {
  for (let from = 0; ; from += ROWS_AT_ONCE) {
    const rows = db.from('import_rows').where({ account_id: accountId, import_id: id })
    await rows
      .clone()
      .where('number', '<=', from + ROWS_AT_ONCE)
      .delete()
    if (!(await rows.clone().first())) break
  }
  await db.from('imports').where({ account_id: accountId, id }).delete()
}

/** Imports whose files have had their time. */
export async function filesOverdue(now: number): Promise<Import[]> {
  const rows = (await db
    .from('imports')
    .whereNotNull('path')
    .where('file_until', '<', now)
    .whereRaw(`status not in ('checking', 'running')`)
    .limit(50)) as Row[]
  return rows.map(toImport)
}

export async function rememberedMapping(
  accountId: string,
  id: string
): Promise<RememberedMapping | null> {
  const row = (await db.from('import_mappings').where({ account_id: accountId, id }).first()) as {
    mapping: string
  } | null
  return row && (JSON.parse(row.mapping) as RememberedMapping)
}

export async function rememberMapping(
  { accountId, entityId, settings: { mapping, formats } }: Import,
  id: string,
  now: number
): Promise<void> {
  const content = { mapping: JSON.stringify({ mapping, formats }), updated_at: now }
  await db
    .knexQuery()
    .table('import_mappings')
    .insert({ id, account_id: accountId, entity_id: entityId, ...content })
    .onConflict('id')
    .merge(content)
}
