import type { Words } from './describe_changes.js'
import { type Hours, DAYS, summaryOf } from './schedule.js'

export function scheduleText(value: unknown, t: Words['t']): string {
  if (!isObject(value) || !isObject(value.hours)) return t('profiles.schedule.always')
  const days = Object.fromEntries(DAYS.map((day) => [day, t(`profiles.schedule.day.${day}`)]))
  const summary = summaryOf(value.hours as Hours, (day) => days[day])
  return value.time_zone ? `${summary} (${String(value.time_zone)})` : summary
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
