import { HttpProblem, conflict, invalidField, notFound } from '#shared/http_problem'
import type { DecideProblem } from '#distribution/returns/decide_return'
import type { RequestProblem } from '#distribution/returns/request_return'

/** Why a return was not taken, told with what it broke; `code` lets pages say it in their own words. */
export function requestRefusal(problem: RequestProblem): HttpProblem {
  const { type: code, ...facts } = problem
  const no = (detail: string) =>
    new HttpProblem('conflict', `The lead cannot be given back: ${detail}`, {
      members: { code, facts },
    })
  switch (problem.type) {
    case 'not_found':
      return notFound('delivery')
    case 'not_sold':
      return no(`the delivery is ${problem.status}`)
    case 'test':
      return no('it was a test')
    case 'no_terms':
      return no('no returns are agreed on')
    case 'unknown_reason':
      return invalidField('reason', 'enum', `must be one of ${problem.reasons.join(', ')}`)
    case 'evidence_missing':
      return invalidField('evidence', 'required', 'is required by the terms')
    case 'window_closed':
      return no(`the last day was ${problem.lastDay} (${problem.timeZone})`)
    case 'limit_reached':
      return no(`${problem.used} of ${problem.limit} leads of ${problem.month} are given back`)
    case 'asked':
      return no(`a request is ${problem.status} already`)
    case 'credited':
      return no('a credit note took the money back already')
  }
}

/** Why a decision was not taken. */
export function decideRefusal(problem: DecideProblem): HttpProblem {
  switch (problem.type) {
    case 'not_found':
      return notFound('return')
    case 'decided':
      return conflict(`The return is ${problem.status} already`)
    case 'not_sold':
      return conflict(`The return cannot be approved: the delivery is ${problem.status}`)
  }
}
