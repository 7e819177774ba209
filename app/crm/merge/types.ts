/** For so long a merge can be undone. */
export const UNDO_DAYS = 30
/** Leads that become one in one go, the survivor among them. */
export const MOST_MERGED = 5

export interface MergeWish {
  /** The lead that stays. */
  into: string
  /** The others, in the order in which they fill what it does not have. */
  from: readonly string[]
  /** Field -> the lead whose value is kept; where nothing is said the survivor's, or the first there is. */
  values: Readonly<Record<string, string>>
}

export type MergeProblem =
  | { type: 'not_found'; lead: string }
  | { type: 'erased' | 'distributing' | 'merged'; lead: string }
  | { type: 'other_entity' | 'test_and_real'; lead: string }
  | { type: 'unknown_field'; field: string }
  | { type: 'unknown_lead'; field: string; lead: string }
  | { type: 'busy' | 'itself' }

/** A merge as it is kept. */
export interface Merge {
  id: string
  into: string
  from: string
  /** Field -> the lead its value came from. */
  kept: Record<string, string>
  revision: number | null
  actor: string | null
  at: number
  undoneAt: number | null
}

/** What the other lead had, for who undoes the merge. */
export interface UndoFacts {
  stage: string | null
  stageSince: number | null
  /** Ids of its match keys, which find the survivor now. */
  keys: string[]
  /** Tags the survivor got from it. */
  tags: string[]
}

/** What went along, by table: ids of rows, or what names a row within its lead. */
export type Moved = Record<string, string[]>
