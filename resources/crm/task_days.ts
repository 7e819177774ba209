/*
 * When tasks are due, as a person sorts them: on the account's clock. Pure.
 */
export const TASK_GROUPS = ['overdue', 'today', 'tomorrow', 'later', 'none'] as const
export type TaskGroup = (typeof TASK_GROUPS)[number]

interface Dated {
  due: string | null
  day: string | null
  time: string | null
}

/** `YYYY-MM-DD` of a moment on the clock of a zone. */
export const dayIn = (zone: string, at: number): string =>
  new Intl.DateTimeFormat('en-CA', {
    ...({ timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const),
  }).format(at)

export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

export function groupOf({ due, day, time }: Dated, zone: string, now: number): TaskGroup {
  if (day === null) return 'none'
  const today = dayIn(zone, now)
  if (day < today || (day === today && time !== null && Date.parse(due!) < now)) return 'overdue'
  if (day === today) return 'today'
  return day === dayAfter(today) ? 'tomorrow' : 'later'
}
