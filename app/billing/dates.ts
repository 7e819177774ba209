import { dateText, dayNumber } from '#shared/local_time'

/** The date so many days later, or earlier below zero. */
export const addDays = (date: string, days: number): string => dateText(dayNumber(date) + days)

/** How many days lie between two dates; below zero where the second is earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)

/** The dates from one to another, both included. */
export const datesIn = (from: string, to: string): string[] =>
  Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, n) => addDays(from, n))
