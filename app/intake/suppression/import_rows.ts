import db from '@adonisjs/lucid/services/db'
import type { EntryKind } from '#intake/suppression_forms'
import type { SuppressionList } from '#intake/suppression_lists'
import { newId } from '#shared/ids'

/** What was said about a file when it was handed over. */
export interface ImportSettings {
  kind: EntryKind | null
  source: string | null
  reason: string | null
  expiresAt?: number | null
}

export interface ListImport {
  id: string
  accountId: string
  listId: string
  name: string
  path: string | null
  settings: ImportSettings
  bytes: number
  bytesRead: number
  lines: number
  added: number
  known: number
  refused: number
  problems: { line: number; message: string }[]
  status: 'running' | 'done' | 'failed'
  actor: string | null
  createdAt: number
  finishedAt: number | null
}

type Row = Record<string, unknown>

export const toImport = (row: Row): ListImport => ({
  id: row.id as string,
  accountId: row.account_id as string,
  listId: row.list_id as string,
  name: row.name as string,
  path: row.path as string | null,
  settings: JSON.parse(row.settings as string),
  bytes: Number(row.bytes),
  bytesRead: Number(row.bytes_read),
  lines: Number(row.lines),
  added: Number(row.added),
  known: Number(row.known),
  refused: Number(row.refused),
  problems: JSON.parse(row.problems as string),
  status: row.status as ListImport['status'],
  actor: row.actor as string | null,
  createdAt: Number(row.created_at),
  finishedAt: row.finished_at === null ? null : Number(row.finished_at),
})

export async function createImport(
  list: SuppressionList,
  file: { name: string; path: string; bytes: number },
  settings: ImportSettings,
  actor: string
): Promise<string> {
  const now = Date.now()
  const id = newId('spi', now)
  await db.table('suppression_imports').insert({
    id,
    account_id: list.accountId,
    list_id: list.id,
    ...file,
    settings: JSON.stringify(settings),
    status: 'running',
    actor,
    created_at: now,
  })
  return id
}

/** The latest files of a list, newest first. */
export async function importsOf(list: SuppressionList, limit = 10) {
  const rows = (await db
    .from('suppression_imports')
    .where({ account_id: list.accountId, list_id: list.id })
    .orderBy('id', 'desc')
    .limit(limit)) as Row[]
  return rows.map(toImport).map((one) => ({
    id: one.id,
    name: one.name,
    status: one.status,
    share: one.bytes === 0 ? 1 : one.bytesRead / one.bytes,
    lines: one.lines,
    added: one.added,
    known: one.known,
    refused: one.refused,
    problems: one.problems,
    created_at: new Date(one.createdAt).toISOString(),
    finished_at: one.finishedAt === null ? null : new Date(one.finishedAt).toISOString(),
  }))
}
