import { acceptChanges } from '#entities/accept_lead'
import { foldOption } from '#entities/fields/select'
import {
  type AcceptContext,
  type DuplicatePolicy,
  type EntityDefinition,
  FIELD_TYPES,
  type Field,
} from '#entities/types'
import { pipelineShape, readPipelines, repeated, stageKey } from '#entities/parse_pipelines'
import { MAX_PIPELINES, MAX_STAGES, labelOf, stageKeys } from '#entities/pipelines'
import { keyText } from '#shared/common_shapes'
import { type Problem, type Result, fail, ok } from '#shared/result'
import {
  type Shape,
  at,
  bool,
  custom,
  integer,
  list,
  object,
  oneOf,
  optional,
  text,
} from '#shared/shape'

/** Names that mean something else wherever values are read: `lead.source` in rules, `toString` of any object. */
const RESERVED = ['lead', ...Object.getOwnPropertyNames(Object.prototype)]
const FIELD_KEY = '^[A-Za-z][A-Za-z0-9_]{0,63}$'
const ACTIONS = ['skip', 'update', 'create', 'reject'] as const
const CHOICES = ['select', 'multi_select']
/** What comes as a file or a set of ticks identifies nobody. */
const NO_KEYS = ['file', 'checkbox', 'multi_select']

const fieldKey = () =>
  text({
    max: 64,
    rule: 'key',
    pattern: FIELD_KEY,
    check: (key) => {
      if (!new RegExp(FIELD_KEY).test(key))
        return 'must be letters, digits and "_", beginning with a letter, such as "monthly_bill"'
      return RESERVED.includes(key) ? `"${key}" is a reserved name` : null
    },
  })

const option: Shape<string> = custom({ type: ['string', 'number'] }, (value, path) => {
  const problems: Problem[] = []
  const read = text().parse(typeof value === 'number' ? String(value) : value, path, problems)
  return read === undefined ? fail(problems) : ok(read)
})

const fieldShape = object({
  key: fieldKey(),
  label: optional(text()),
  help: optional(text({ max: 500 })),
  type: oneOf(FIELD_TYPES),
  required: optional(bool()),
  default: optional(custom({}, (value) => ok(value))),
  options: optional(list(option, { max: 500 })),
  encrypted: optional(bool()),
})

const duplicateShape = object({
  keys: list(text({ max: 64 }), { max: 10 }),
  within_days: optional(integer(1, 36_500)),
  action: optional(oneOf(ACTIONS)),
})

/** An entity as the blueprint writes it; `parseEntity` reads it whole. */
export const entityShape = object({
  key: keyText(),
  name: optional(text()),
  duplicate: optional(duplicateShape),
  stages: optional(list(stageKey(), { max: MAX_STAGES })),
  pipelines: optional(list(pipelineShape, { max: MAX_PIPELINES })),
  fields: list(fieldShape, { max: 200 }),
})

function checkOptions(field: Field, path: string): Problem[] {
  const where = at(path, 'options')
  if (!CHOICES.includes(field.type)) {
    const message = `only ${CHOICES.join(' and ')} fields have options`
    return field.options === null ? [] : [{ field: where, rule: 'unexpected', message }]
  }
  if (!field.options?.length)
    return [{ field: where, rule: 'required', message: `a ${field.type} field needs options` }]
  return repeated(field.options, where, foldOption)
}

/** A default is a value like any other: it must be readable as one. */
function checkDefault(field: Field, path: string, context: AcceptContext): Problem[] {
  if (field.default === null) return []
  const where = at(path, 'default')
  if (field.type === 'file')
    return [{ field: where, rule: 'unexpected', message: 'a file field has no default' }]
  if (field.type === 'date' && field.default === 'today') return []
  if (field.type === 'datetime' && field.default === 'now') return []
  const alone = { ...EMPTY, fields: [{ ...field, label: 'the default', required: false }] }
  const result = acceptChanges({ [field.key]: field.default }, alone, 0, context)
  return result.ok ? [] : result.problem.map((problem) => ({ ...problem, field: where }))
}

const EMPTY = {
  id: '',
  accountId: '',
  key: '',
  name: '',
  duplicate: null,
  stages: [],
  pipelines: [],
}

function checkDuplicate(policy: DuplicatePolicy, fields: Field[], path: string): Problem[] {
  const where = at(path, 'keys')
  if (policy.keys.length === 0)
    return [{ field: where, rule: 'required', message: 'must name at least one field' }]
  const problems = repeated(policy.keys, where, (key) => key)
  for (const [i, key] of policy.keys.entries()) {
    const field = fields.find((one) => one.key === key)
    const message = !field
      ? `the entity has no field "${key}"`
      : NO_KEYS.includes(field.type) && `a ${field.type} field identifies nobody`
    if (message)
      problems.push({ field: at(where, i), rule: field ? 'unexpected' : 'unknown_field', message })
  }
  return problems
}

/**
 * Reads an untrusted entity definition: types, unknown keys, unique keys, options, defaults and match keys, each problem
 * with its path below `path` ("entities[0].fields[2].type"). `context` is the account's: defaults are read by it.
 */
export function parseEntity(
  value: unknown,
  path: string,
  context: AcceptContext = { country: null, currency: 'USD' }
): Result<EntityDefinition, Problem[]> {
  const problems: Problem[] = []
  const read = entityShape.parse(value, path, problems)
  if (!read || problems.length > 0) return fail(problems)
  const fields = read.fields.map((field): Field => ({
    key: field.key,
    label: field.label ?? labelOf(field.key),
    ...(field.help !== undefined && { help: field.help }),
    type: field.type,
    required: field.required ?? false,
    default: field.default ?? null,
    options: field.options ?? null,
    encrypted: field.encrypted ?? false,
  }))
  const where = at(path, 'fields')
  if (fields.length === 0)
    problems.push({ field: where, rule: 'required', message: 'must have at least one field' })
  const keys = new Set<string>()
  for (const [i, field] of fields.entries()) {
    const here = at(where, i)
    if (keys.has(field.key)) {
      const message = `"${field.key}" is there twice`
      problems.push({ field: at(here, 'key'), rule: 'unique', message })
    }
    keys.add(field.key)
    const options = checkOptions(field, here)
    problems.push(...options, ...(options.length > 0 ? [] : checkDefault(field, here, context)))
  }
  const { pipelines, problems: wrong } = readPipelines(read.stages, read.pipelines, path)
  problems.push(...wrong)
  const duplicate: DuplicatePolicy | null = read.duplicate
    ? {
        keys: read.duplicate.keys,
        within_days: read.duplicate.within_days ?? null,
        action: read.duplicate.action ?? 'skip',
      }
    : null
  if (duplicate) problems.push(...checkDuplicate(duplicate, fields, at(path, 'duplicate')))
  if (problems.length > 0) return fail(problems)
  return ok({
    ...{ key: read.key, name: read.name ?? labelOf(read.key), fields, duplicate },
    ...{ stages: stageKeys(pipelines), pipelines },
  })
}
