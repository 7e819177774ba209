/*
 * Why a script gave no output, in plain words.
 */
import type { TransformFault } from './types.js'

export interface FaultText {
  /** What happened and what to do about it. */
  text: string
  /** The script's own words, where they say more. */
  detail: string | null
}

type Translate = (key: string, values?: Record<string, unknown>) => string

/** What the sandbox itself says of a script that throws nothing, and how it is said here. */
const OWN: [pattern: RegExp, key: string][] = [
  [/"export default" a function/, 'no_export'],
  [/"export default" was not reached/, 'waits'],
  [/import is not available/, 'no_import'],
  [/^the lead is larger/, 'lead_too_large'],
  [/^the code is larger/, 'code_too_large'],
  [/levels of nesting/, 'too_deep'],
  [/^must return a plain object/, 'no_object'],
]

export function sayFault({ type, message, line }: TransformFault, t: Translate): FaultText {
  const own = OWN.find(([pattern]) => pattern.test(message))
  if (own) return { text: t(`transform.fault.${own[1]}`), detail: null }
  const speaks =
    type === 'syntax' || type === 'error' || type === 'bad_output' || type === 'crashed'
  const at = line !== null && (type === 'syntax' || type === 'error') ? `${type}_at` : type
  return { text: t(`transform.fault.${at}`, { line }), detail: speaks ? message : null }
}
