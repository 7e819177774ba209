/** A reminder comes when a quarter of the time is left, four hours before the end at the earliest. */
export const EARLIEST_MS = 4 * 3_600_000

/** Whether somebody should be reminded of a lead now (all ms). */
export const isNear = (createdAt: number, deadlineAt: number, now: number): boolean =>
  deadlineAt > now && deadlineAt - now <= Math.min(EARLIEST_MS, (deadlineAt - createdAt) / 4)
