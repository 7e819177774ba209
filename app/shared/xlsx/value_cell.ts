import type { XlsxCell } from '#shared/xlsx/cell'

/** From a moment (ms) to what the clock on somebody's wall showed then, as if that were UTC. */
export type WallOf = (ms: number) => number

/** A value as plain text: parts of an address or choices one after the other. */
export const plainText = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'object') return String(value)
  return Object.values(value).map(plainText).filter(Boolean).join(', ')
}

export function momentCell(iso: string, wallOf: WallOf): XlsxCell {
  const ms = Date.parse(iso)
  return Number.isNaN(ms) ? iso : { wall: wallOf(ms), time: true }
}

/** The value of a field by its type; whatever does not fit its type is text. */
export function fieldCell(value: unknown, type: string, wallOf: WallOf): XlsxCell {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value
  if (typeof value === 'string' && type === 'datetime') return momentCell(value, wallOf)
  if (typeof value === 'string' && type === 'date' && /^\d{4}-\d\d-\d\d$/.test(value)) {
    const wall = Date.parse(value)
    return Number.isNaN(wall) ? value : { wall, time: false }
  }
  return plainText(value)
}
