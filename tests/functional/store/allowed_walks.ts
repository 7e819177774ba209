/** Indexes that hold only what is not finished yet: to read one from end to end is to read what is to be done. */
export const OF_WHAT_IS_OPEN: readonly string[] = [
  ...['distributions_due', 'returns_waiting', 'automation_runs_due'],
]
