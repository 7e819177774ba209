/*
 * What a job does to each of its leads, as its row holds it: values are normal forms, tags are keys.
 */
export type JobChange =
  | { stage: string }
  | { assignee: string | null }
  | { tags: { add: string[]; remove: string[] } }
  | { values: Record<string, unknown> }
  | { erase: true }
  /** Takes another job back. */
  | { undo: string }

export const KINDS = ['distribute', 'stage', 'assignee', 'tags', 'values', 'erase', 'undo'] as const
export type JobKind = (typeof KINDS)[number]

/** Kinds that leave what a lead was before. */
const UNDOABLE: readonly JobKind[] = ['stage', 'assignee', 'tags', 'values']
export const UNDO_DAYS = 30
export const UNDO_MS = UNDO_DAYS * 86_400_000

export const kindOf = (change: JobChange): JobKind => Object.keys(change)[0] as JobKind

/** Tags a change names. */
export const tagsIn = (change: JobChange | null): string[] =>
  change && 'tags' in change ? [...change.tags.add, ...change.tags.remove] : []

interface Ended {
  kind: JobKind
  started: number
  status: string
  finishedAt: number | null
  undoneBy: string | null
}

/** Whether a job can still be taken back at `now` (ms). Pure. */
export const isUndoable = (job: Ended, now: number): boolean =>
  UNDOABLE.includes(job.kind) &&
  job.started > 0 &&
  job.status !== 'running' &&
  job.undoneBy === null &&
  job.finishedAt !== null &&
  job.finishedAt > now - UNDO_MS
