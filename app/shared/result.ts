/** An expected failure is a value: `ok` tells which side is there. */
export type Result<T, P> = { ok: true; value: T } | { ok: false; problem: P }

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
export const fail = <P>(problem: P): { ok: false; problem: P } => ({ ok: false, problem })

/** One thing wrong with an input: the path of the field, the rule it broke, and a sentence for a person. */
export interface Problem {
  field: string
  rule: string
  message: string
}
