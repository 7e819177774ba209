import type { ConfigFailure } from '#distribution/configuration/types'
import { conflict, invalid, notFound } from '#shared/http_problem'
import type { Result } from '#shared/result'

/** The value of a change of configuration. Throws HttpProblem 404, 409 or 422 for its failure. */
export function configValue<T>(result: Result<T, ConfigFailure>, what: string): T {
  if (result.ok) return result.value
  const failure = result.problem
  if (failure.type === 'not_found') throw notFound(what)
  if (failure.type === 'conflict') throw conflict(failure.message)
  throw invalid(failure.problems)
}
