import { calendarDate } from '#entities/calendar'
import { datetimeOf } from '#entities/fields/datetime'
import { type Problem, type Result, ok } from '#shared/result'
import { NOT_COMPARABLE, verdict } from '#routing/compare'
import { type Build, EMPTINESS, type Operators, opposite, refuse } from '#routing/operators/built'
import { readList } from '#routing/operators/equality'
import { checkEnds } from '#routing/operators/order'

const DAY_MS = 86_400_000
const UNIT_MS = { m: 60_000, h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS }
const MAX_DURATION_MS = 100 * 366 * DAY_MS
const DAY = /^\d{4}-\d{2}-\d{2}$/
const NORMAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/

/** First ms of a date (a whole day in UTC) or of a date-time with its offset; undefined: it is neither. */
function startOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (DAY.test(text)) {
    const [year, month, day] = [text.slice(0, 4), text.slice(5, 7), text.slice(8)].map(Number)
    return calendarDate(year, month, day) === null ? undefined : Date.UTC(year, month - 1, day)
  }
  if (NORMAL.test(text) && Number(text.slice(8, 10)) <= 28) {
    const at = Date.parse(text)
    if (!Number.isNaN(at)) return at
  }
  const read = datetimeOf(text)
  return read.ok ? Date.parse(read.value) : undefined
}

/** Last ms: a date lasts its whole day. */
const endOf = (value: unknown, start: number): number =>
  typeof value === 'string' && DAY.test(value.trim()) ? start + DAY_MS - 1 : start

interface Span {
  start: number
  end: number
}

function readTime(value: unknown, path: string): Result<Span, Problem[]> {
  const start = startOf(value)
  if (start === undefined)
    return refuse(
      path,
      'date',
      'must be a date such as 2026-10-25, or a time with its offset such as 2026-10-25T10:00:00Z'
    )
  return ok({ start, end: endOf(value, start) })
}

type Holds = (start: number, end: number) => boolean

const check =
  (holds: Holds) =>
  (actual: unknown): 0 | 1 | 2 => {
    const start = startOf(actual)
    return start === undefined ? NOT_COMPARABLE : verdict(holds(start, endOf(actual, start)))
  }

const compared =
  (build: (span: Span) => Holds): Build =>
  (value, path) => {
    const span = readTime(value, path)
    return span.ok ? ok({ check: check(build(span.value)) }) : span
  }

const before = compared((span) => (_start, end) => end < span.start)
const after = compared((span) => (start) => start > span.end)

const between: Build = (value, path) => {
  const ends = readList(value, path, readTime)
  if (!ends.ok) return ends
  const [from, to] = ends.value
  const wrong = checkEnds(from.start, to.end, path)
  return wrong ?? ok({ check: check((start, end) => end >= from.start && start <= to.end) })
}

const among =
  (except: boolean, several: boolean): Build =>
  (value, path) => {
    const spans = readList(several ? value : [value], path, readTime)
    if (!spans.ok) return several ? spans : refuse(path, 'date', spans.problem[0].message)
    const one = check((start, end) =>
      spans.value.some((span) => end >= span.start && start <= span.end)
    )
    return ok({ check: except ? opposite(one) : one })
  }

/** `30d`: minutes, hours, days, weeks. In ms. */
function readDuration(value: unknown, path: string): Result<number, Problem[]> {
  const match = typeof value === 'string' ? /^\s*(\d{1,9})\s*([mhdw])\s*$/.exec(value) : null
  const ms = match ? Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS] : 0
  if (ms > 0 && ms <= MAX_DURATION_MS) return ok(ms)
  return refuse(path, 'duration', 'must be a duration such as "30m", "12h", "30d" or "2w"')
}

const withinLast: Build = (value, path) => {
  const duration = readDuration(value, path)
  if (!duration.ok) return duration
  const ms = duration.value
  return ok({
    check: (actual, at) => {
      const start = startOf(actual)
      if (start === undefined) return NOT_COMPARABLE
      return verdict(start <= at && endOf(actual, start) >= at - ms)
    },
  })
}

/** What asks for a moment whatever the field was declared as. */
export const MOMENTS: Operators = { before, after, within_last: withinLast }

/**
 * A date stands for its whole day in UTC: a time lies before, in or after it, so `before`, `equals` and `after` never
 * hold together, and `between` two dates takes in all of the second.
 */
export const TIME: Operators = {
  ...EMPTINESS,
  ...MOMENTS,
  equals: among(false, false),
  not_equals: among(true, false),
  in: among(false, true),
  not_in: among(true, true),
  less_than: before,
  greater_than: after,
  less_or_equal: compared((span) => (start) => start <= span.end),
  greater_or_equal: compared((span) => (_start, end) => end >= span.start),
  between,
}
