import vine from '@vinejs/vine'
import type { BeginWish } from '#distribution/lead_jobs/begin_change'
import type { JobChange } from '#distribution/lead_jobs/job_change'
import { leadFilterObject } from '#distribution/validators/lead_list'
import { invalidField } from '#shared/http_problem'
import { line } from '#shared/list_query'
import type { JsonSchema } from '#shared/shape'

const keys = () => vine.array(line(64)).maxLength(50)

/** Body of `POST /leads/changes`, but for the meaning of its values. */
const changesInput = vine.create({
  ids: vine.array(line(64)).minLength(1).maxLength(1_000).optional(),
  filter: leadFilterObject().optional(),
  change: vine.object({
    stage: line(64).optional(),
    assignee: line().nullable().optional(),
    tags: vine.object({ add: keys().optional(), remove: keys().optional() }).optional(),
    values: vine.object({}).allowUnknownProperties().optional(),
    erase: vine.boolean().optional(),
  }),
  /** Of an erasure: how many leads are meant. */
  confirm: vine.number().withoutDecimals().min(0).optional(),
  /** Counts and says what would happen; begins nothing. */
  dry_run: vine.boolean().optional(),
})

export const leadChangesSchema: JsonSchema = { ...changesInput.toJSONSchema() }

/** Reads a change of many leads. Throws HttpProblem 422. */
export async function readChangeWish(body: unknown): Promise<BeginWish> {
  const { change, ids, filter, confirm, dry_run: dryRun } = await changesInput.validate(body)
  if (!ids && !filter) throw invalidField('ids', 'required', 'Choose leads or a filter')
  if (ids && filter) throw invalidField('filter', 'one', 'Name leads or a filter, not both')
  // Vine drops what it does not know inside values; they are read by their entity.
  const given = (body as { change: { values?: Record<string, unknown> } }).change.values
  const wishes: JobChange[] = []
  if (change.stage !== undefined) wishes.push({ stage: change.stage })
  if (change.assignee !== undefined) wishes.push({ assignee: change.assignee })
  if (change.tags)
    wishes.push({ tags: { add: change.tags.add ?? [], remove: change.tags.remove ?? [] } })
  if (change.values) wishes.push({ values: given ?? {} })
  if (change.erase) wishes.push({ erase: true })
  if (wishes.length !== 1)
    throw invalidField(
      'change',
      'one',
      'Name one of stage, assignee, tags, values and erase: each change is one of its own'
    )
  return { ids, filter, change: wishes[0], confirm, dryRun }
}
