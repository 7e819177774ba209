/* Imports as their pages know them. */
export type ImportStatus =
  | 'uploaded'
  | 'checking'
  | 'checked'
  | 'running'
  | 'paused'
  | 'done'
  | 'cancelled'
  | 'failed'
  | 'undoing'
  | 'undone'

export type DuplicateChoice = 'skip' | 'update' | 'create' | 'reject'
export const DUPLICATE_CHOICES: readonly DuplicateChoice[] = ['skip', 'update', 'create', 'reject']

export type DateOrder = 'dmy' | 'mdy' | 'ymd'
export type DecimalSign = 'comma' | 'point'
export interface ColumnFormat {
  date?: DateOrder
  decimal?: DecimalSign
}

export interface ImportSettings {
  /**
   * Place of the column, from 0, to what it is: a field, a part of an address (`address.city`), `lead.external_id`,
   * `lead.source`, or `extra`: kept with the lead under the column's name. Null: left out.
   */
  mapping: Record<string, string | null>
  formats: Record<string, ColumnFormat>
  /** Values that every lead of the file gets where its row says none. */
  constants: Record<string, unknown>
  duplicate: DuplicateChoice
  distribute: boolean | { profile: string }
  stage?: string | null
  source?: string | null
  test?: boolean
  consent?: { text: string; version?: string | null } | null
}

export interface ProblemGroup {
  field: string
  rule: string
  message: string
  count: number
  example_row: number
}

export interface ImportResult {
  created: number
  updated: number
  duplicates: number
  rejected: number
  bad: number
  /** Of those that met somebody: within the file itself. Known after a check alone. */
  in_file?: number
  /** Rows that met a lead, whatever is made of them. Known after a check alone. */
  met?: number
  by_problem: ProblemGroup[]
}

export interface LeadImport {
  id: string
  name: string
  entity: { key: string; name: string }
  format: string
  encoding: string | null
  separator: string | null
  /** Whether its first row names the columns. */
  header: boolean
  bytes: number
  /** Id of the import whose bad rows these are, corrected. */
  corrects: string | null
  rows: number | null
  status: ImportStatus
  problem: string | null
  settings: ImportSettings
  progress: {
    phase: 'check' | 'run' | 'undo'
    done: number
    of: number | null
    rate: number | null
    remaining_s: number | null
  } | null
  result: ImportResult | null
  undo: {
    removed: number
    restored: number
    kept: { reason: string; count: number }[]
  } | null
  created_at: string
  created_by: string | null
  finished_at: string | null
  /** Until when the file itself is kept; null: it is gone. */
  file_until: string | null
}

export type GuessReason = 'remembered' | 'name' | 'synonym' | 'contents' | 'unknown' | 'empty'

export interface FileColumn {
  index: number
  name: string
  samples: string[]
  guess: { target: string | null; confidence: 'sure' | 'likely' | 'none'; why: GuessReason }
  /** Rows that say something here, of those that were looked at. */
  filled: number
  of: number
}

export interface CellProblem {
  field: string
  rule: string
  message: string
  column: number | null
}

export interface PreviewRow {
  number: number
  cells: string[]
  values: Record<string, unknown>
  problems: CellProblem[]
}

export interface ImportPreview {
  header: string[]
  rows: PreviewRow[]
  columns: FileColumn[]
}

/** What an import may be told to do, as the server lists it for the page. */
export interface ImportField {
  key: string
  label: string
  type: string
  required: boolean
  /** It has a default: a row without a value is no bad row. */
  defaulted: boolean
  options: string[] | null
  encrypted: boolean
}

export interface ImportProfile {
  key: string
  name: string
  ready: boolean
  on_arrival: boolean
}

export interface ImportEntity {
  key: string
  name: string
  stages: string[]
  fields: ImportField[]
  /** Labels of the fields a duplicate is found by; empty: none is looked for. */
  duplicate_keys: string[]
  duplicate_action: DuplicateChoice | null
  profiles: ImportProfile[]
}
