import { appUrl } from '#config/app'
import { HttpProblem, invalid } from '#shared/http_problem'
import { PROBLEM_TYPES, type ProblemType } from '#shared/problem_types'
import type { Problem } from '#shared/result'

/** A problem document as it is sent. */
export interface ProblemAnswer {
  status: number
  headers: Record<string, string>
  body: {
    type: string
    title: string
    status: number
    detail: string
    errors?: Problem[]
    [member: string]: unknown
  }
}

// What an error of the framework means to a caller: by status only, its words are not for the outside.
const BY_STATUS: Record<number, ProblemType> = {
  400: 'bad-request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  422: 'validation',
  429: 'too-many-requests',
  503: 'unavailable',
}

/** Any error as a problem document. What is not meant for the caller becomes a 500 that only tells the request's id. */
export function renderProblem(error: unknown, requestId: string | undefined): ProblemAnswer {
  if (error instanceof HttpProblem)
    return answer(error.type, error.detail, {
      ...error.extras,
      errors: error.extras.errors?.map((one) => (one.field ? one : { ...one, field: 'body' })),
    })
  const messages = (error as { code?: string; messages?: Problem[] } | null)?.messages
  if (messages && (error as { code?: string }).code === 'E_VALIDATION_ERROR')
    return renderProblem(invalid(messages.map(plain)), requestId)
  const status = (error as { status?: unknown } | null)?.status
  const type = typeof status === 'number' ? BY_STATUS[status] : undefined
  if (type) return answer(type, PROBLEM_TYPES[type].title)
  return answer('internal', `Something failed on our side. Quote ${requestId ?? 'the time'}.`, {
    members: { request_id: requestId ?? null },
  })
}

/** Vine's message without its extras, its path as everywhere else: `leads.0.email` is `leads[0].email`. */
const plain = ({ field, rule, message }: Problem): Problem => ({
  field: field.replace(/\.(\d+)(?=\.|$)/g, '[$1]'),
  rule,
  message,
})

function answer(
  type: ProblemType,
  detail: string,
  extras: HttpProblem['extras'] = {}
): ProblemAnswer {
  const { status, title } = PROBLEM_TYPES[type]
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...extras.headers },
    body: {
      type: `${appUrl}/problems/${type}`,
      title,
      status,
      detail,
      ...(extras.errors && { errors: extras.errors }),
      ...extras.members,
    },
  }
}
