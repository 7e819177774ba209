import type { MergeProblem } from '#crm/merge/types'
import type { UndoProblem } from '#crm/merge/undo_merge'
import { type HttpProblem, conflict, invalidField, notFound } from '#shared/http_problem'

/** Why leads were not merged, for who asked for it. */
export function mergeRefusal(problem: MergeProblem): HttpProblem {
  switch (problem.type) {
    case 'not_found':
      return notFound('lead')
    case 'erased':
      return conflict(`The lead ${problem.lead} was erased`)
    case 'merged':
      return conflict(`The lead ${problem.lead} was merged into another already`)
    case 'distributing':
      return conflict(`The lead ${problem.lead} is being distributed right now; try again`)
    case 'busy':
      return conflict('The leads are being changed by others at this moment; try again')
    case 'itself':
      return invalidField('from', 'itself', 'must name other leads, each once')
    case 'other_entity':
      return invalidField('from', 'entity', `the lead ${problem.lead} is of another entity`)
    case 'test_and_real':
      return invalidField('from', 'test', 'a test lead and a real one are not the same person')
    case 'unknown_field':
      return invalidField(`values.${problem.field}`, 'exists', 'the entity has no such field')
    case 'unknown_lead':
      return invalidField(`values.${problem.field}`, 'exists', 'must name one of the leads')
  }
}

/** Why a merge stays as it is. */
export function undoRefusal(problem: UndoProblem): HttpProblem {
  switch (problem.type) {
    case 'not_found':
      return notFound('merge')
    case 'undone':
      return conflict('The merge was undone already')
    case 'too_late':
      return conflict('A merge can be undone for 30 days')
    case 'erased':
      return conflict('The lead was erased')
    case 'merged':
      return conflict(`The lead was merged into ${problem.into} itself; undo that first`)
    case 'changed':
      return conflict(
        `Changed since the merge: ${problem.fields.join(', ')}. It would be lost by undoing it`
      )
  }
}
