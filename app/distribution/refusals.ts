import type { DistributeProblem } from '#distribution/distribute_by_hand'
import { HttpProblem, conflict, invalidField, notFound } from '#shared/http_problem'

/** Nothing is done any more with a lead that was merged into another. */
export const mergedAway = (into: string) =>
  new HttpProblem('conflict', `The lead was merged into ${into}`, {
    members: { merged_into: into },
  })

/** Why a profile was not run on a lead, for who asked for it. */
export function distributeRefusal(problem: DistributeProblem, profile: string): HttpProblem {
  switch (problem) {
    case 'not_found':
      return notFound('lead')
    case 'merged':
      return conflict('The lead was merged into another; run the profile on that one')
    case 'erased':
      return conflict('The lead was erased')
    case 'profile_not_found':
      return invalidField('profile', 'exists', `There is no profile "${profile}"`)
    case 'entity_mismatch':
      return invalidField('profile', 'entity', `The profile "${profile}" is for another entity`)
    case 'paused':
      return conflict(`The profile "${profile}" is paused`)
    case 'not_published':
      return conflict(`The profile "${profile}" has no published version`)
  }
}

export interface DeliveryRefusal {
  type: string
  status?: string
  message?: string
  reasons?: readonly string[]
}

/** Why a delivery was left as it is; `verb` such as "cancelled". */
export const deliveryRefusal = (problem: DeliveryRefusal, verb: string): HttpProblem =>
  problem.type === 'not_found'
    ? notFound('delivery')
    : problem.reasons
      ? invalidField('reason', 'enum', `must be one of ${problem.reasons.join(', ')}`)
      : conflict(`The delivery cannot be ${verb}: ${problem.message ?? `it is ${problem.status}`}`)
