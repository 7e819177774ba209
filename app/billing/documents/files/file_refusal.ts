import type { FileProblem } from '#billing/documents/files/read_file'
import { HttpProblem, conflict, invalidField, notFound } from '#shared/http_problem'

/** Why there is no such file, for who asked for it. */
export function fileRefusal(problem: FileProblem): HttpProblem {
  switch (problem.type) {
    case 'not_found':
      return notFound('invoice')
    case 'not_issued':
      return conflict(
        problem.status === 'draft'
          ? 'The invoice is a draft: it has no files until it is finalized'
          : `The invoice is ${problem.status}: it has no files`
      )
    case 'unknown_format':
      return invalidField('syntax', 'enum', `must be one of ${problem.known.join(', ')}`)
    case 'pending':
      return new HttpProblem('conflict', 'The file is being made', {
        headers: { 'retry-after': '5' },
      })
    case 'failed':
      return new HttpProblem('conflict', `The file could not be made: ${problem.error}`, {
        errors: problem.problems.map(({ rule, field, message }) => ({
          ...{ field: field ?? '', rule, message },
        })),
      })
    case 'disk':
      return new HttpProblem(
        'unavailable',
        'The storage of documents cannot be read at the moment',
        {
          headers: { 'retry-after': '30' },
        }
      )
  }
}
