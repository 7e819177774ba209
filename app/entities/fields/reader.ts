import type { AcceptContext, Field, PendingFile } from '#entities/types'
import { type Result, fail } from '#shared/result'

/** Why a value is refused. The message continues the field's label: "Phone must be ...". Never holds the value. */
export interface Flaw {
  rule: string
  message: string
  /** The part of the value that is wrong, such as `latitude`. */
  at?: string
}

export interface ReadContext extends AcceptContext {
  /** Default country of phone numbers. */
  phoneCountry: string | null
  /** Files found inside values are put here. */
  files: PendingFile[]
}

/**
 * Reads one value of one field type to its normal form; undefined means the value is blank after all. Pure, never
 * throws, and reading a normal form gives it back unchanged.
 */
export type Reader = (value: unknown, field: Field, context: ReadContext) => Result<unknown, Flaw>

export const flaw = (rule: string, message: string, at?: string): { ok: false; problem: Flaw } =>
  fail(at === undefined ? { rule, message } : { rule, message, at })

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
