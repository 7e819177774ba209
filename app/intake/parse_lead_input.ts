import { isBlank } from '#entities/clean_text'
import { datetimeOf } from '#entities/fields/datetime'
import { isRecord } from '#entities/fields/reader'
import type { DuplicateAction } from '#entities/types'
import {
  LEAD_CONTROLS,
  bulkInputSchema,
  intakeInputSchema,
  leadInputSchema,
} from '#intake/lead_input_schema'
import { checkLimits } from '#intake/limits'
import { foldKey } from '#intake/match_keys'
import { setOwn } from '#shared/own_keys'
import { type Problem, type Result, fail, ok } from '#shared/result'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'

type Body = Record<string, unknown>

/** What was said about a lead beside its values. Absent and blank are null; `test` is then false. */
export interface LeadEnvelope {
  /** Key of the entity; whether there is one is for the caller to say. */
  entity: string
  source: string | null
  externalId: string | null
  /** Key of a profile. */
  profile: string | null
  test: boolean
  duplicate: DuplicateAction | null
  consent: Body | null
  /** Id of a ping whose place this lead takes. */
  ping?: string | null
}

/** `rest`: keys of the body nobody asked for; they belong to the lead's `extra`. */
export type LeadInput = LeadEnvelope & { values: Body; rest: Body }
/** `flat`: the form without its control keys, for `matchKeys`. */
export type IntakeInput = LeadEnvelope & { flat: Body }
/** `rows`: the values of each lead, or what makes a row unreadable. */
export type BulkInput = LeadEnvelope & { rows: Result<Body, Problem[]>[]; rest: Body }

const CONTROL_KEYS = ['entity', ...Object.keys(LEAD_CONTROLS)]
/** Keys of `POST /intake` that are never values, whatever their case, spaces, dashes and underscores. */
export const INTAKE_CONTROL_KEYS: readonly string[] = CONTROL_KEYS
const controlByFold = new Map(CONTROL_KEYS.map((key) => [foldKey(key), key]))

const leadValidator = vine.create(leadInputSchema)
const bulkValidator = vine.create(bulkInputSchema)
const intakeValidator = vine.create(intakeInputSchema)

const one = (field: string, rule: string, message: string): { ok: false; problem: Problem[] } =>
  fail([{ field, rule, message }])
const noObject = () => one('', 'object', 'The body must be a JSON object')

/** Blank controls are absent; numbers are fine names ("external_id": 17). */
function control(value: unknown): unknown {
  if (isBlank(value)) return null
  return typeof value === 'number' ? String(value) : value
}

/** Splits a body into control keys (by `nameOf`) and the rest, which is not copied deeply. */
function split(
  body: Body,
  nameOf: (key: string) => string | undefined
): Result<{ controls: Body; rest: Body }, Problem[]> {
  const controls: Body = {}
  const rest: Body = {}
  for (const key of Object.keys(body)) {
    const name = nameOf(key)
    if (name === undefined) setOwn(rest, key, body[key])
    else if (Object.hasOwn(controls, name)) return one(key, 'ambiguous', `${name} is there twice`)
    else controls[name] = control(body[key])
  }
  return ok({ controls, rest })
}

const plainName = (key: string) => (CONTROL_KEYS.includes(key) ? key : undefined)
const foldedName = (key: string) => controlByFold.get(foldKey(key))

/** A form sends the agreed text alone. The version may be a number, the time gets its normal form. */
function readConsent(controls: Body): Problem[] {
  if (typeof controls.consent === 'string') controls.consent = { text: controls.consent }
  if (!isRecord(controls.consent)) return []
  const consent: Body = { ...controls.consent }
  for (const key of ['version', 'at', 'ip'])
    if (key in consent) consent[key] = control(consent[key])
  controls.consent = consent
  if (typeof consent.at !== 'string') return []
  const at = datetimeOf(consent.at)
  if (at.ok) consent.at = at.value
  return at.ok
    ? []
    : [{ field: 'consent.at', rule: 'datetime', message: `The time ${at.problem.message}` }]
}

type Validated = Pick<Infer<typeof leadInputSchema>, 'entity' | keyof typeof LEAD_CONTROLS>

const envelope = (read: Validated): LeadEnvelope => ({
  entity: read.entity,
  source: read.source ?? null,
  externalId: read.external_id ?? null,
  profile: read.profile ?? null,
  test: read.test ?? false,
  duplicate: read.duplicate ?? null,
  consent: read.consent ?? null,
  ...(read.ping_id && { ping: read.ping_id }),
})

type Validate = (data: Body) => Promise<[{ messages: Problem[] }, null] | [null, Validated]>

async function readEnvelope(
  controls: Body,
  validate: Validate
): Promise<Result<LeadEnvelope, Problem[]>> {
  const problems = readConsent(controls)
  const [error, read] = await validate(controls)
  if (error) {
    const messages = error.messages.map(({ field, rule, message }) => ({ field, rule, message }))
    return fail([...messages, ...problems])
  }
  return problems.length > 0 ? fail(problems) : ok(envelope(read))
}

/** Reads the body of `POST /leads` within the limits of intake, all but the meaning of its values. */
export async function parseLeadInput(body: unknown): Promise<Result<LeadInput, Problem[]>> {
  if (!isRecord(body)) return noObject()
  const limits = checkLimits(body)
  if (limits.length > 0) return fail(limits)
  const parts = split(body, plainName)
  if (!parts.ok) return parts
  const { controls, rest } = parts.value
  // The values themselves are handed on as they came: Vine would copy them, and drop what it does not know.
  const { values } = rest
  delete rest.values
  const shallow = { ...controls, values: isRecord(values) ? {} : values }
  const read = await readEnvelope(shallow, (data) => leadValidator.tryValidate(data))
  return read.ok ? ok({ ...read.value, values: values as Body, rest }) : read
}

/** Reads the flat form of `POST /intake`. */
export async function parseIntakeInput(body: unknown): Promise<Result<IntakeInput, Problem[]>> {
  if (!isRecord(body)) return noObject()
  const limits = checkLimits(body)
  if (limits.length > 0) return fail(limits)
  const parts = split(body, foldedName)
  if (!parts.ok) return parts
  const { controls, rest } = parts.value
  const read = await readEnvelope(controls, (data) => intakeValidator.tryValidate(data))
  return read.ok ? ok({ ...read.value, flat: rest }) : read
}

/** Reads the body of `POST /leads/bulk`; the limits hold for each row by itself, and a bad row is that row's alone. */
export async function parseBulkInput(body: unknown): Promise<Result<BulkInput, Problem[]>> {
  if (!isRecord(body)) return noObject()
  const { leads, ...others } = body
  const limits = checkLimits(others)
  if (limits.length > 0) return fail(limits)
  const parts = split(others, plainName)
  if (!parts.ok) return parts
  const { controls, rest } = parts.value
  const shallow = { ...controls, leads: Array.isArray(leads) ? leads.map(() => 0) : leads }
  const read = await readEnvelope(shallow, (data) => bulkValidator.tryValidate(data))
  if (!read.ok) return read
  const rows = (leads as unknown[]).map((row): Result<Body, Problem[]> => {
    if (!isRecord(row)) return one('', 'object', 'A lead must be an object of values')
    const problems = checkLimits(row)
    return problems.length > 0 ? fail(problems) : ok(row)
  })
  return ok({ ...read.value, rows, rest })
}
