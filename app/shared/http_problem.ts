import { PROBLEM_TYPES, type ProblemType } from '#shared/problem_types'
import type { Problem } from '#shared/result'

interface Extras {
  errors?: Problem[]
  headers?: Record<string, string>
  /** Further members of the problem document, such as `duplicate_of`. */
  members?: Record<string, unknown>
}

/** An error that is meant for the API's caller: becomes a problem document, is not logged as a fault. */
export class HttpProblem extends Error {
  readonly status: number
  readonly code = 'E_HTTP_PROBLEM'

  constructor(
    readonly type: ProblemType,
    readonly detail: string,
    readonly extras: Extras = {}
  ) {
    super(detail)
    this.name = 'HttpProblem'
    this.status = PROBLEM_TYPES[type].status
  }
}

/** `what` such as "lead": the same answer for what does not exist and for what another account owns. */
export const notFound = (what: string) => new HttpProblem('not-found', `No such ${what}`)

/** What an account that rests says to everybody. */
export const resting = () =>
  new HttpProblem('account-resting', 'This account rests: it takes nothing until it is woken')

export const conflict = (detail: string) => new HttpProblem('conflict', detail)

export const invalid = (errors: Problem[]) =>
  new HttpProblem(
    'validation',
    errors.length === 1 ? '1 value is invalid' : `${errors.length} values are invalid`,
    { errors }
  )

/** One invalid value. */
export const invalidField = (field: string, rule: string, message: string) =>
  invalid([{ field, rule, message }])

export const keyReused = () =>
  new HttpProblem(
    'idempotency-conflict',
    'This Idempotency-Key was used for another request; use a new one'
  )
