import type { AcceptOutcome } from '#intake/accept_leads'
import type { Problem, Result } from '#shared/result'
import { claimProblem } from '#distribution/claim_problem'
import { STOPPED, suppressedValue } from '#distribution/answer_arrival'
import { type TakenLead, unknownProfile } from '#distribution/take_lead'

interface BulkRow {
  index: number
  status: 'created' | 'duplicate' | 'updated' | 'refused'
  id: string | null
  duplicate_of: string | null
  errors: Problem[]
}

/** One result per row of a bulk request; `outcomes` are those of the rows that could be read, in their order. */
export function answerBulk(
  rows: Result<TakenLead, Problem[]>[],
  outcomes: AcceptOutcome[],
  profile: string | null
) {
  let next = 0
  const results = rows.map((row, index): BulkRow => {
    if (!row.ok) return refused(index, row.problem)
    return answerRow(index, outcomes[next++], profile)
  })
  const count = (...statuses: BulkRow['status'][]) =>
    results.filter(({ status }) => statuses.includes(status)).length
  return {
    results,
    created: count('created'),
    duplicates: count('duplicate', 'updated'),
    refused: count('refused'),
  }
}

const refused = (index: number, errors: Problem[], duplicateOf: string | null = null): BulkRow => ({
  index,
  status: 'refused',
  id: null,
  duplicate_of: duplicateOf,
  errors,
})

const rowProblem = (rule: string, message: string): Problem[] => [{ field: '', rule, message }]

function answerRow(index: number, outcome: AcceptOutcome, profile: string | null): BulkRow {
  if (outcome.type === 'unknown_profile') return refused(index, [unknownProfile(profile ?? '')])
  if (outcome.type === 'idempotency_conflict')
    return refused(index, rowProblem('idempotency', 'Another lead was sent under this key'))
  if (outcome.type === 'claim_refused')
    return refused(index, rowProblem('ping', claimProblem(outcome.reason).detail))
  if (outcome.type === 'stopped') return refused(index, rowProblem(outcome.by, STOPPED[outcome.by]))
  if (outcome.type === 'suppressed') return refused(index, [suppressedValue(outcome)])
  const { leadId } = outcome
  const told = outcome.type === 'replayed' ? outcome.as : outcome.type
  if (told === 'stored')
    return { index, status: 'created', id: leadId, duplicate_of: null, errors: [] }
  if (told === 'rejected')
    return refused(index, rowProblem('duplicate', 'A lead of this person exists already'), leadId)
  return { index, status: told, id: leadId, duplicate_of: leadId, errors: [] }
}
