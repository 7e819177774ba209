import type { ReminderLevel } from '#accounts/types'
import { addDays } from '#billing/dates'

export interface Reminded {
  level: number
  /** Local date. */
  day: string
}

/**
 * The date from which the next reminder is due, and its level; null after the last. A reminder that came late moves the
 * next: between two there are as many days as between their levels.
 */
export function nextReminder(
  levels: readonly ReminderLevel[],
  dueDay: string,
  last: Reminded | null
): { level: number; from: string } | null {
  const level = (last?.level ?? 0) + 1
  const next = levels[level - 1]
  if (!next) return null
  const from = addDays(dueDay, next.days)
  if (!last) return { level, from }
  const after = addDays(last.day, next.days - (levels[level - 2]?.days ?? 0))
  return { level, from: from > after ? from : after }
}
