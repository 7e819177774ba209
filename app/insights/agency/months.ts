import { dateText, localDay } from '#shared/local_time'
import { dateBefore } from '#insights/choose_period'

/** Dates figures of clients are added up from: those of the agency's calendar, read in each client's own days. */
export interface Months {
  /** First day of this month and of the one before. */
  now: string
  before: string
  /** First of the last seven days. */
  week: string
}

export function monthsAt(timeZone: string, at: number): Months {
  const today = dateText(localDay(timeZone, at))
  const now = `${today.slice(0, 7)}-01`
  return { now, before: `${dateBefore(now, 1).slice(0, 7)}-01`, week: dateBefore(today, 6) }
}
