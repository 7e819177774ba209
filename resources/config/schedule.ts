/*
 * Opening times as the blueprint writes them (`{ "mon-fri": ["08:00-18:00"] }`), day by day for a form, and back.
 */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Day = (typeof DAYS)[number]
export type Hours = Record<string, string[]>
export interface Schedule {
  time_zone?: string
  hours: Hours
}
export type Week = Record<Day, string[]>

const isDay = (text: string): text is Day => (DAYS as readonly string[]).includes(text)

/** Windows of each day, sorted by their begin. What cannot be read is left out: the server says what is wrong with it. */
export function weekOf(hours: Hours): Week {
  const week = Object.fromEntries(DAYS.map((day) => [day, []])) as unknown as Week
  for (const [key, windows] of Object.entries(hours))
    for (const day of daysOf(key))
      if (Array.isArray(windows)) week[day].push(...windows.map((one) => one.replace(/\s/g, '')))
  for (const day of DAYS) week[day] = [...new Set(week[day])].sort()
  return week
}

/** `mon-fri,sun` as its days. */
export function daysOf(key: string): Day[] {
  const days: Day[] = []
  for (const part of key.toLowerCase().split(',')) {
    const [from, to = from] = part.split('-').map((one) => one.trim())
    if (!isDay(from) || !isDay(to)) continue
    for (let i = DAYS.indexOf(from); ; i = (i + 1) % 7) {
      days.push(DAYS[i])
      if (DAYS[i] === to) break
    }
  }
  return days
}

/** Days that are alike share one entry: five in a row are `mon-fri`. */
export function hoursOf(week: Week): Hours {
  const groups = new Map<string, Day[]>()
  for (const day of DAYS) {
    if (!week[day].length) continue
    const same = week[day].join(' ')
    groups.set(same, [...(groups.get(same) ?? []), day])
  }
  return Object.fromEntries(
    [...groups.values()].map((days) => [
      runsOf(days)
        .map(([from, to]) => (from === to ? from : `${from}-${to}`))
        .join(','),
      [...week[days[0]]],
    ])
  )
}

/** Days that follow each other, as their first and last. */
function runsOf(days: Day[]): [Day, Day][] {
  const runs: [Day, Day][] = []
  for (const day of days) {
    const last = runs.at(-1)
    if (last && DAYS.indexOf(last[1]) + 1 === DAYS.indexOf(day)) last[1] = day
    else runs.push([day, day])
  }
  return runs
}

/** "Mon–Fri 08:00–18:00, Sat 10:00–14:00"; `dayName` says how a day is called. */
export function summaryOf(hours: Hours, dayName: (day: Day) => string): string {
  const week = weekOf(hours)
  return Object.entries(hoursOf(week))
    .map(([key, windows]) => {
      const days = key
        .split(',')
        .map((run) =>
          run
            .split('-')
            .map((day) => dayName(day as Day))
            .join('–')
        )
        .join(', ')
      return `${days} ${windows.map((one) => one.replace('-', '–')).join(', ')}`
    })
    .join('; ')
}

/** What is wrong with a window such as `08:00-18:00`; null: nothing. */
export function windowProblem(window: string): 'format' | 'empty' | null {
  const match = /^([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/.exec(window)
  if (!match) return 'format'
  const [from, to] = [
    Number(match[1]) * 60 + Number(match[2]),
    Number(match[3]) * 60 + Number(match[4]),
  ]
  if (from >= 1440 || to > 1440) return 'format'
  return from === to ? 'empty' : null
}
