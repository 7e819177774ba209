const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const MOST_MS = 3_650 * UNITS.d

/** ms of a span such as `30d`, `12h` or `15m`; null where it is none, or longer than ten years. */
export function readSpan(text: string): number | null {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text.trim()) ?? []
  if (!unit) return null
  const ms = Number(count) * UNITS[unit as keyof typeof UNITS]
  return ms > 0 && ms <= MOST_MS ? ms : null
}
