import { routeShape } from '#routing/profile_shape'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { type Shape, integer, object, optional } from '#shared/shape'
import { type AutomationDocument, DEFAULT_LIMITS } from '#automations/types'

const MOST_PER_HOUR = 1_000
const MOST_PER_MINUTE = 100_000

/** What people write of a document: its graph, and how often it may run. */
export const automationShape = object({
  route: routeShape,
  limits: optional(
    object({
      per_subject_hour: optional(integer(1, MOST_PER_HOUR)),
      per_minute: optional(integer(1, MOST_PER_MINUTE)),
    })
  ),
}) satisfies Shape<unknown>

/** Reads a document out of untrusted JSON; whether it can run is checked when it is published. */
export function parseAutomation(
  value: unknown,
  path: string
): Result<AutomationDocument, Problem[]> {
  const problems: Problem[] = []
  const read = automationShape.parse(value, path, problems)
  if (!read || problems.length > 0) return fail(problems)
  return ok({ schema: 1, route: read.route, limits: { ...DEFAULT_LIMITS, ...read.limits } })
}

/** An automation that was just made: nothing is drawn yet. */
export const emptyDocument = (): AutomationDocument => ({
  schema: 1,
  route: { start: '', nodes: {} },
  limits: { ...DEFAULT_LIMITS },
})
