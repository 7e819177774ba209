import type { DuplicateAction } from '#entities/types'
import type { Encoding } from '#intake/post_file/detect_format'
import type { Problem } from '#shared/result'

/*
 * What an import is. `uploaded`: a file with settings; `checking`, `running` and `undoing` are work that a process does;
 * `checked`: the whole file was tried, and nothing stored.
 */
export const WORKING = ['checking', 'running', 'undoing'] as const
export type ImportStatus =
  | (typeof WORKING)[number]
  | 'uploaded'
  | 'checked'
  | 'paused'
  | 'done'
  | 'cancelled'
  | 'failed'
  | 'undone'

export type ImportPhase = 'check' | 'run' | 'undo'
export type ImportFormat = 'csv' | 'tsv' | 'xlsx' | 'jsonl'
export type DateOrder = 'dmy' | 'mdy' | 'ymd'
export type DecimalMark = 'comma' | 'point'

export interface ColumnFormat {
  date?: DateOrder
  decimal?: DecimalMark
}

/**
 * Where a column goes: a field's key, a part of an address (`address.city`), `lead.external_id` or `lead.source`, or
 * `extra`: kept on the lead under the column's own name. Null leaves it out.
 */
export type ColumnTarget = string | null
export const KEEP = 'extra'
export const EXTERNAL_ID = 'lead.external_id'
export const SOURCE = 'lead.source'

export interface ImportSettings {
  /** By the column's place from 0. */
  mapping: Record<string, ColumnTarget>
  formats: Record<string, ColumnFormat>
  /** By field: what every row has that says nothing else. */
  constants: Record<string, unknown>
  duplicate: DuplicateAction
  /** False: nobody is sold a lead of this import. True: what runs on arrival; or one profile, by key. */
  distribute: boolean | { profile: string }
  stage: string | null
  source: string | null
  test: boolean
  consent: { text: string; version?: string | null; at?: string | null } | null
}

export type Confidence = 'sure' | 'likely' | 'none'

export interface ColumnGuess {
  target: ColumnTarget
  confidence: Confidence
  /** `remembered` | `name` | `synonym` | `contents` | `unknown` | `empty`. */
  why: string
}

/** How the columns of a file with the same header were read the last time. */
export interface RememberedMapping {
  mapping: ImportSettings['mapping']
  formats: ImportSettings['formats']
}

/** What a row came to. `number` is its place among the rows, from 1. */
export type RowOutcome = 'stored' | 'updated' | 'duplicate' | 'rejected' | 'bad'

export interface ProblemCount extends Problem {
  count: number
  example_row: number
}

/** `created` and the like are what was done, or in a check what a run would do. */
export interface ImportCounts {
  created: number
  updated: number
  duplicates: number
  rejected: number
  bad: number
  /** Of all rows that met somebody: met in this very file. Known by checks alone. */
  in_file?: number
  /** Rows that met somebody, whatever that makes of them. Known by checks alone. */
  met?: number
  by_problem: ProblemCount[]
}

export interface UndoCounts {
  removed: number
  restored: number
  kept: { reason: string; count: number }[]
}

/** An import as its row holds it. Times in ms. */
export interface Import {
  id: string
  accountId: string
  entityId: string
  parentId: string | null
  name: string
  format: ImportFormat
  encoding: Encoding | null
  separator: string | null
  bytes: number
  /** Of the file in the store; null: it is gone. */
  path: string | null
  header: string[]
  named: boolean
  guesses: ColumnGuess[]
  settings: ImportSettings
  rows: number | null
  status: ImportStatus
  phase: ImportPhase | null
  problem: string | null
  position: number
  counts: ImportCounts | null
  undone: UndoCounts | null
  phaseAt: number | null
  phaseFrom: number
  createdAt: number
  createdBy: string
  finishedAt: number | null
  fileUntil: number
}

export const noCounts = (): ImportCounts => ({
  ...{ created: 0, updated: 0, duplicates: 0, rejected: 0, bad: 0 },
  by_problem: [],
})

export const noUndo = (): UndoCounts => ({ removed: 0, restored: 0, kept: [] })
