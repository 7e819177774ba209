import { isBlank } from '#entities/clean_text'
import { type CompiledField, compileEntity } from '#entities/compile_entity'
import { addressPart } from '#entities/fields/address'
import { type Flaw, type ReadContext, isRecord } from '#entities/fields/reader'
import { sameValue } from '#entities/same_value'
import type { AcceptContext, AcceptedChanges, AcceptedLead, Entity } from '#entities/types'
import { setOwn } from '#shared/own_keys'
import { type Problem, type Result, fail, ok } from '#shared/result'

export type { AcceptedChanges, AcceptedLead } from '#entities/types'

/** What came for each field, by field index; undefined where nothing came or all of it is blank. */
interface Collected {
  incoming: unknown[]
  sent: boolean[]
  problems: Problem[]
}

function isCountry(value: unknown): value is { country: string } {
  return isRecord(value) && typeof value.country === 'string'
}

function problemOf({ field }: CompiledField, { rule, message, at }: Flaw): Problem {
  const path = at === undefined ? field.key : `${field.key}.${at}`
  return { field: path, rule, message: `${field.label} ${message}` }
}

/** Puts every key where it belongs: a field, a part of an address field, or extra. */
function collect(
  input: Record<string, unknown>,
  entity: Entity,
  extra: Record<string, unknown>
): Collected {
  const { fields, slots } = compileEntity(entity)
  const incoming = new Array<unknown>(fields.length).fill(undefined)
  const sent = new Array<boolean>(fields.length).fill(false)
  const problems: Problem[] = []
  const parts: { field: CompiledField; part: string; value: unknown }[] = []
  for (const key of Object.keys(input)) {
    const slot = slots.get(key)
    const value = input[key]
    if (!slot) {
      setOwn(extra, key, value)
      continue
    }
    sent[slot.field.index] = true
    if (slot.part !== null) {
      if (!isBlank(value)) parts.push({ field: slot.field, part: slot.part, value })
    } else if (slot.field.field.type === 'address' && isRecord(value)) {
      const known: Record<string, unknown> = {}
      for (const name of Object.keys(value)) {
        if (addressPart(name) === null) setOwn(extra, `${key}.${name}`, value[name])
        else known[name] = value[name]
      }
      incoming[slot.field.index] = known
    } else if (!isBlank(value)) {
      incoming[slot.field.index] = value
    }
  }
  for (const { field, part, value } of parts) {
    const whole = incoming[field.index] ?? (incoming[field.index] = {})
    // Something that is no object is refused by the reader; a part that came twice is refused here.
    if (!isRecord(whole)) continue
    if (whole[part] === undefined) whole[part] = value
    else
      problems.push(problemOf(field, { rule: 'ambiguous', message: `has ${part} twice`, at: part }))
  }
  return { incoming, sent, problems }
}

const NOW = new Set(['now', 'today'])

/** The default of a field that did not come. `now` and `today` mean the moment of arrival, in UTC. */
function defaultOf({ field }: CompiledField, now: number): unknown {
  const value = field.default
  if (typeof value !== 'string' || !NOW.has(value)) return value
  if (field.type !== 'date' && field.type !== 'datetime') return value
  return new Date(now).toISOString()
}

function accept(
  input: Record<string, unknown>,
  entity: Entity,
  now: number,
  context: AcceptContext,
  whole: boolean
): Result<AcceptedChanges, Problem[]> {
  const { fields, readingOrder } = compileEntity(entity)
  const extra: Record<string, unknown> = {}
  const { incoming, sent, problems } = collect(input, entity, extra)
  const reading: ReadContext = { ...context, phoneCountry: context.country, files: [] }
  const normal = new Array<unknown>(fields.length).fill(undefined)
  let countryFound = false
  for (const compiled of readingOrder) {
    const { field, index, read } = compiled
    let value = incoming[index]
    if (value === undefined) {
      if (!whole || isBlank(field.default)) continue
      value = defaultOf(compiled, now)
    }
    const result = read(value, field, reading)
    if (!result.ok) {
      problems.push(problemOf(compiled, result.problem))
      // Present but wrong is one problem, not also "required".
      normal[index] = null
      continue
    }
    // Text of nothing but control characters is blank after all.
    normal[index] = result.value === '' ? undefined : result.value
    if (!countryFound && isCountry(result.value)) {
      reading.phoneCountry = result.value.country
      countryFound = true
    }
  }
  const values: Record<string, unknown> = {}
  const raw: Record<string, unknown> = {}
  const cleared: string[] = []
  for (const { field, index } of fields) {
    const value = normal[index]
    if (value !== undefined) {
      values[field.key] = value
      const came = incoming[index]
      if (came !== undefined && field.type !== 'file' && !sameValue(came, value))
        raw[field.key] = came
    } else if (field.required && (whole || sent[index])) {
      problems.push({ field: field.key, rule: 'required', message: `${field.label} is required` })
    } else if (sent[index]) cleared.push(field.key)
  }
  if (problems.length > 0) return fail(problems)
  return ok({ values, raw, extra, files: reading.files, cleared })
}

/**
 * Reads the values of a new lead: normal forms, what differed from them, and what is no field. Pure; `now` in ms. All
 * problems together or none: nothing is half-accepted. `input` is JSON within the limits of intake.
 */
export function acceptLead(
  input: Record<string, unknown>,
  entity: Entity,
  now: number,
  context: AcceptContext
): Result<AcceptedLead, Problem[]> {
  const result = accept(input, entity, now, context, true)
  if (!result.ok) return result
  const { values, raw, extra, files } = result.value
  return ok({ values, raw, extra, files })
}

/** Reads changes of a stored lead: only what is sent, no defaults; a blank clears the field, unless it is required. */
export function acceptChanges(
  input: Record<string, unknown>,
  entity: Entity,
  now: number,
  context: AcceptContext
): Result<AcceptedChanges, Problem[]> {
  return accept(input, entity, now, context, false)
}
