import { READERS } from '#entities/field_types'
import { foldOption } from '#entities/fields/select'
import type { AcceptContext, Entity, Field } from '#entities/types'
import type { SourceRules } from '#intake/bind_source'
import type { Problem } from '#shared/result'
import type { SourceForm } from '#capture/sources/source_shape'

const CHOICES: readonly string[] = ['select', 'multi_select']
/** A value that is put into every lead is one line in a settings page: neither a file nor an address. */
const NOT_FIXED: readonly string[] = ['file', 'address']

/**
 * Rules of a source as they are kept: fixed values in normal form, options as they are defined. Adds to `problems` what
 * the entity does not know and what would let no lead through. Pure.
 */
export function checkRules(
  form: SourceForm,
  entity: Entity,
  context: AcceptContext,
  problems: Problem[]
): SourceRules {
  const fields = new Map(entity.fields.map((field) => [field.key, field]))
  const known = (path: string, key: string): Field | null => {
    const field = fields.get(key)
    if (!field)
      problems.push({ field: path, rule: 'exists', message: `The entity has no field "${key}"` })
    return field ?? null
  }
  const hidden = [...new Set(form.hidden ?? [])].filter((key, i) => known(`hidden[${i}]`, key))
  const fixed: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(form.fixed ?? {})) {
    const field = known(`fixed.${key}`, key)
    const read = field && readFixed(field, value, context)
    if (!read) continue
    if (typeof read.problem === 'string')
      problems.push({ field: `fixed.${key}`, rule: read.rule, message: read.problem })
    else fixed[key] = read.value
  }
  const allowed: Record<string, string[]> = {}
  for (const [key, options] of Object.entries(form.allowed ?? {})) {
    const field = known(`allowed.${key}`, key)
    if (field) allowed[key] = readOptions(field, options, `allowed.${key}`, problems)
  }
  for (const { key, label, required, default: standard } of entity.fields) {
    const missing = required && (standard === null || standard === undefined)
    if (missing && hidden.includes(key) && !Object.hasOwn(fixed, key))
      problems.push({
        field: 'hidden',
        rule: 'required',
        message: `${label} is required: hide it only with a fixed value`,
      })
  }
  const { duplicate, profile } = form
  return { hidden, fixed, allowed, ...(duplicate && { duplicate }), ...(profile && { profile }) }
}

function readFixed(field: Field, value: unknown, context: AcceptContext) {
  if (NOT_FIXED.includes(field.type))
    return { rule: 'type', problem: `${field.label} cannot have a fixed value` }
  // What is encrypted on leads is not to lie open in the settings of a source.
  if (field.encrypted)
    return {
      rule: 'encrypted',
      problem: `${field.label} is encrypted and cannot have a fixed value`,
    }
  const reading = { ...context, phoneCountry: context.country, files: [] }
  const read = READERS[field.type](value, field, reading)
  if (!read.ok)
    return { rule: read.problem.rule, problem: `${field.label} ${read.problem.message}` }
  if (read.value === undefined || read.value === '')
    return { rule: 'required', problem: `${field.label} must not be empty` }
  return { rule: '', value: read.value }
}

function readOptions(field: Field, options: string[], path: string, problems: Problem[]): string[] {
  const refuse = (rule: string, message: string) => problems.push({ field: path, rule, message })
  if (!CHOICES.includes(field.type)) {
    refuse('type', `${field.label} has no options to choose from`)
    return []
  }
  if (!options.length) refuse('required', `${field.label} must keep at least one option`)
  const byFold = new Map((field.options ?? []).map((one) => [foldOption(one), one]))
  for (const one of options)
    if (!byFold.has(foldOption(one))) refuse('option', `${field.label} has no option "${one}"`)
  const kept = new Set(options.map((one) => byFold.get(foldOption(one))))
  return (field.options ?? []).filter((one) => kept.has(one))
}
