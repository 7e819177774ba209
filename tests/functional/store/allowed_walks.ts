/** Indexes that hold only what is not finished yet: to read one from end to end is to read what is to be done. */
export const OF_WHAT_IS_OPEN: readonly string[] = [
  ...['distributions_due', 'returns_waiting', 'automation_runs_due'],
]

/** Statements that may read a whole table, and why. */
export const ALLOWED: readonly { statement: RegExp; reason: string }[] = [
  {
    statement: /^select id, path from return_files where return_id in \(select id from returns/,
    reason:
      'A lead has a few returns. PostgreSQL believes in thousands where it has never counted; counted, it goes by the index, as SQLite does.',
  },
  {
    statement:
      /^select .id. from .automation_steps. where .run_id. in \(select .id. from .automation_runs/,
    reason: 'The same of the runs of a lead.',
  },
  {
    statement: /^select \* from .suppression_entries. where .hash. = any/,
    reason: 'The same of the entries of a hash.',
  },
]
