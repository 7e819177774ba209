import type { ConfigFailure } from '#distribution/configuration/types'
import { HttpProblem, conflict, invalid, notFound } from '#shared/http_problem'
import type { Result } from '#shared/result'

/** The value of a change of configuration. Throws HttpProblem 404, 409 or 422 for its failure. */
export function configValue<T>(result: Result<T, ConfigFailure>, what: string): T {
  if (result.ok) return result.value
  const failure = result.problem
  switch (failure.type) {
    case 'not_found':
      throw notFound(what)
    case 'conflict':
      throw conflict(failure.message)
    case 'stale':
      throw new HttpProblem('conflict', `The ${what} was changed by somebody else meanwhile`, {
        members: { stale: failure.stale },
      })
    case 'invalid':
      throw invalid(failure.problems)
  }
}
