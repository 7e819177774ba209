import type { SendProblem } from '#billing/sends/queue_send'
import { type HttpProblem, conflict, invalidField, notFound } from '#shared/http_problem'

/** Why nothing is sent, for who asked for it. */
export function sendRefusal(problem: SendProblem): HttpProblem {
  switch (problem.type) {
    case 'not_found':
      return notFound('invoice')
    case 'not_issued':
      return conflict(
        problem.status === 'draft'
          ? 'The invoice is a draft: it is sent when it is finalized'
          : `The invoice is ${problem.status}: it is not sent`
      )
    case 'no_address':
      return invalidField('to', 'required', 'is required: there is no e-mail address on file')
    case 'unknown_format':
      return invalidField('xml', 'enum', `must be one of ${problem.known.join(', ')}`)
    case 'no_reminder':
      return invalidField('reminder', 'exists', 'there is no such reminder of this invoice')
    case 'nothing_due':
      return conflict('Nothing is due any more')
  }
}
