/** Text as the rule `equals` compares it: no outer spaces, NFC, no case. */
export const foldText = (text: string): string =>
  text.normalize('NFC').toLowerCase().normalize('NFC').trim()

/** Keys of objects in order, text folded: two values that mean the same give the same. */
function foldDeep(value: unknown): unknown {
  if (typeof value === 'string') return foldText(value)
  if (Array.isArray(value)) return value.map(foldDeep)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => [key, foldDeep(part)])
}

/** A normal form as one text to hash: equal for two values exactly when they are equal folded. Blank is ''. */
export function foldValue(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return foldText(value)
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value) && value.length === 0) return ''
  return JSON.stringify(foldDeep(value))
}
