/*
 * A lead as somebody pastes it: its values alone, or as the API writes and takes one.
 */
export interface PastedLead {
  values: Record<string, unknown>
  source?: string
}

export type PasteProblem = 'not_json' | 'no_object' | 'list'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Null where nothing was pasted. */
export function readPastedLead(text: string): PastedLead | PasteProblem | null {
  if (text.trim() === '') return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'not_json'
  }
  if (Array.isArray(value)) return 'list'
  if (!isObject(value)) return 'no_object'
  const { values, source } = value
  if (!isObject(values)) return { values: value }
  return { values, ...(typeof source === 'string' && source && { source }) }
}
