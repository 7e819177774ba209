import type { AcceptOutcome } from '#intake/accept_leads'
import type { Problem, Result } from '#shared/result'
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

const rowProblem = (field: string, rule: string, message: string): Problem[] => [
  { field, rule, message },
]

function answerRow(index: number, outcome: AcceptOutcome, profile: string | null): BulkRow {
  switch (outcome.type) {
    case 'stored':
    case 'replayed':
      return { index, status: 'created', id: outcome.leadId, duplicate_of: null, errors: [] }
    case 'duplicate':
    case 'updated': {
      const { type: status, leadId } = outcome
      return { index, status, id: leadId, duplicate_of: leadId, errors: [] }
    }
    case 'rejected': {
      const errors = rowProblem('', 'duplicate', 'A lead of this person exists already')
      return refused(index, errors, outcome.leadId)
    }
    case 'unknown_profile':
      return refused(index, [unknownProfile(profile ?? '')])
    case 'idempotency_conflict':
      return refused(index, rowProblem('', 'idempotency', 'Another lead was sent under this key'))
  }
}
