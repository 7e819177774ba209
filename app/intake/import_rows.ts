import type { AcceptOutcome, Told } from '#intake/accept_leads'
import type { Lock, Locked, Row } from '#store/types'

/** A row of a file that is imported, by its place in it. */
export interface ImportRow {
  importId: string
  number: number
}

export const rowId = ({ importId, number }: ImportRow): string => `${importId}:${number}`

/** Holds the note of what became of a row, which is written with the lead itself. */
export function rowLock(accountId: string, row: ImportRow): Lock {
  const id = rowId(row)
  const seed = {
    ...{ id, account_id: accountId, import_id: row.importId, number: row.number },
    ...{ outcome: null, lead_id: null, revision: null, problems: null },
  }
  return { table: 'import_rows', value: id, seed }
}

export const noteRow = (locked: Locked, row: ImportRow, set: Row) =>
  locked.put('import_rows', rowId(row), set)

/** What became of a row before: whoever was at it died before it could say so. */
export function importedBefore(locked: Locked, row: ImportRow): AcceptOutcome | null {
  const { outcome, lead_id: leadId } = locked.get('import_rows', rowId(row))!
  if (!outcome || !leadId) return null
  return { type: 'replayed', leadId: leadId as string, as: outcome as Told }
}
