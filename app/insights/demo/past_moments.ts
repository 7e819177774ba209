import { DAY, HOUR, startOfLocalDate, weekdayOf } from '#shared/local_time'

const WEEKDAY = 26
const WEEKEND = 11
/** By the hour from midnight: people ask in the evening. */
const HOURS = [1, 0, 0, 0, 0, 1, 2, 3, 5, 6, 6, 6, 5, 5, 5, 5, 6, 7, 8, 9, 8, 6, 4, 2]

/** First day of the month `back` months before that of `day`, as a number of days. */
export function monthStart(day: number, back: number): number {
  const date = new Date(day * DAY)
  return Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, 1) / DAY)
}

/** When leads came between two local days (the last not included), oldest first; the same for the same days. */
export function momentsBetween(zone: string, from: number, to: number): number[] {
  const total = HOURS.reduce((sum, n) => sum + n, 0)
  const moments: number[] = []
  for (let day = from; day < to; day++) {
    const begin = startOfLocalDate(zone, day)
    const busy = [0, 6].includes(weekdayOf(day)) ? WEEKEND : WEEKDAY
    // Business grows a little, and no two days are the same.
    const count = Math.round(busy * (1 + (day - from) / 500) + ((day * 7) % 5) - 2)
    for (let n = 0; n < count; n++) {
      let place = ((n + ((day * 13) % 10) / 10) / count) * total
      const hour = HOURS.findIndex((share) => (place -= share) < 0)
      const part = 1 + place / (HOURS[hour] || 1)
      moments.push(Math.floor(begin + (hour + Math.min(0.999, Math.max(0, part))) * HOUR))
    }
  }
  return moments.sort((a, b) => a - b)
}
