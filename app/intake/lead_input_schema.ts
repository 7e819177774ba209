import vine from '@vinejs/vine'

const ACTIONS = ['skip', 'update', 'create', 'reject'] as const
const name = () => vine.string().maxLength(255).nullable().optional()

const consent = vine
  .object({
    text: vine.string().maxLength(10_000),
    version: vine.string().maxLength(255).nullable().optional(),
    at: vine.string().maxLength(64).nullable().optional(),
    ip: vine.string().ipAddress().nullable().optional(),
  })
  .allowUnknownProperties()
  .nullable()
  .optional()

const values = () => vine.object({}).allowUnknownProperties()

/** What says how a lead is taken in, beside its values. */
export const LEAD_CONTROLS = {
  source: name(),
  external_id: name(),
  profile: vine.string().maxLength(64).nullable().optional(),
  test: vine.boolean().nullable().optional(),
  ping_id: vine.string().maxLength(40).nullable().optional(),
  duplicate: vine.enum(ACTIONS).nullable().optional(),
  consent,
}

const entity = () => vine.string().minLength(1).maxLength(64)

/** Body of `POST /leads`. */
export const leadInputSchema = vine.object({ entity: entity(), values: values(), ...LEAD_CONTROLS })

/** Body of `POST /leads/bulk`; what is beside `leads` counts for every row. */
export const bulkInputSchema = vine.object({
  entity: entity(),
  leads: vine
    .array(vine.any().meta({ type: 'object', additionalProperties: true }))
    .minLength(1)
    .maxLength(1_000),
  ...LEAD_CONTROLS,
})

/** The reserved keys of `POST /intake`; the rest of the form are values. */
export const intakeInputSchema = vine
  .object({ entity: entity(), ...LEAD_CONTROLS })
  .allowUnknownProperties()
