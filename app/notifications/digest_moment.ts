import { DAY, HOUR, dateText, localDay, startOfLocalDate, wallAt } from '#shared/local_time'

/**
 * The last moment (ms) at which a digest was due, and the local date it is of. Where a clock leaves the hour out, the
 * first moment after it counts; where it shows it twice, the first.
 */
export function lastDigest(zone: string, hour: number, now: number): { day: string; at: number } {
  const today = localDay(zone, now)
  const at = momentOf(zone, today, hour)
  return at <= now
    ? { day: dateText(today), at }
    : { day: dateText(today - 1), at: momentOf(zone, today - 1, hour) }
}

function momentOf(zone: string, day: number, hour: number): number {
  const start = startOfLocalDate(zone, day)
  const wanted = day * DAY + hour * HOUR
  // By the hour: offsets change by half an hour at least, and the first that shows the hour or a later one is it.
  for (let at = start; ; at += HOUR / 2) if (wallAt(zone, at) >= wanted) return at
}
