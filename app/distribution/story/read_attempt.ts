import type { AnswerDecision } from '#delivery/read_answer'
import type { DeliveryConfig } from '#routing/types'
import type { HttpAnswer, ResponseConfig } from '#sdk'
import type { ConditionTrace } from '#sdk/rule'
import { readPastedAnswer } from '#distribution/tryouts/read_pasted_answer'

/** How an answer was read: which rule decided, on which of its conditions, and what was found at each path. */
export interface AnswerRead {
  decided_by: AnswerDecision
  conditions: ConditionTrace[]
  found: Record<string, unknown>
}

/**
 * Reads a stored answer once more by the delivery's own rules. What is stored is masked and cut: where it reads
 * otherwise than it did then, nothing is claimed. `at` in ms.
 */
export function readAttempt(
  delivery: DeliveryConfig | undefined,
  answer: Partial<HttpAnswer> | null,
  outcome: string | null,
  at: number
): AnswerRead | null {
  if (!delivery || typeof answer?.status !== 'number') return null
  const given: HttpAnswer = {
    status: answer.status,
    headers: answer.headers ?? {},
    body: answer.body ?? '',
    truncated: answer.truncated ?? false,
  }
  const rules = isResponse(delivery.response) ? delivery.response : {}
  const read = readPastedAnswer(given, rules, at)
  if (!read.ok || read.value.outcome.status !== outcome) return null
  const { decided_by: by, rules: asked, found } = read.value
  return {
    decided_by: by,
    conditions: asked.find(({ name }) => name === by)?.conditions ?? [],
    found,
  }
}

const isResponse = (value: unknown): value is ResponseConfig =>
  typeof value === 'object' && value !== null
