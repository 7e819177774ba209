import { DAY, startOfLocalDate } from '#shared/local_time'

/** Bounds of a list or report in ms: `from` is included, `to` is not; null is open. */
export interface Period {
  from: number | null
  to: number | null
}

const isDate = (text: string) => text.length === 10
const dayOf = (date: string) => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY)

/** Reads bounds written as RFC 3339 times or as dates of a zone; as a date, `to` is still part of the period. */
export function readPeriod({ from, to }: { from?: string; to?: string }, timeZone: string): Period {
  return {
    from:
      from === undefined
        ? null
        : isDate(from)
          ? startOfLocalDate(timeZone, dayOf(from))
          : Date.parse(from),
    to:
      to === undefined
        ? null
        : isDate(to)
          ? startOfLocalDate(timeZone, dayOf(to) + 1)
          : Date.parse(to),
  }
}
