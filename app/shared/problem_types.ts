/**
 * Every kind of error the API answers (RFC 9457). The key is the last part of the problem's `type` address, where the
 * explanation can be read; clients may rely on it.
 */
export const PROBLEM_TYPES = {
  'unreadable-body': {
    status: 400,
    title: 'Unreadable request body',
    about: 'The body is not what its content type says: broken JSON, or text that is not UTF-8.',
  },
  'bad-request': {
    status: 400,
    title: 'Bad request',
    about: 'The request itself is malformed, before its content is looked at.',
  },
  'unauthenticated': {
    status: 401,
    title: 'Authentication required',
    about: 'Send `Authorization: Bearer <token>` with a token that is neither expired nor revoked.',
  },
  'plan-limit': {
    status: 402,
    title: 'Leads of the plan used up',
    about:
      'The plan of the account includes no more leads until its next period begins. Nothing was stored.',
  },
  'plan-ended': {
    status: 402,
    title: 'No plan',
    about:
      'The trial or the plan of the account has ended: no lead comes in until a plan is chosen. Nothing was stored.',
  },
  'forbidden': {
    status: 403,
    title: 'Not allowed',
    about: 'The token is valid but lacks the ability that `detail` names.',
  },
  'account-resting': {
    status: 403,
    title: 'Account resting',
    about:
      'The account rests: it takes no leads and no other requests until it is woken. What it accepted before is finished.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    about: 'There is nothing at this address for this account.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    about: 'The address exists; the `Allow` header lists its methods.',
  },
  'conflict': {
    status: 409,
    title: 'Conflict',
    about: 'The object is not in a state in which this can be done; `detail` says why.',
  },
  'duplicate-lead': {
    status: 409,
    title: 'Duplicate lead',
    about: 'A lead of the same person exists and duplicates are refused; `duplicate_of` is its id.',
  },
  'idempotency-conflict': {
    status: 409,
    title: 'Idempotency key used before',
    about: 'The Idempotency-Key was used within 24 hours for another request. Use a new key.',
  },
  'idempotency-in-progress': {
    status: 409,
    title: 'First request still under way',
    about: 'The first request with this Idempotency-Key has not ended. Repeat after Retry-After.',
  },
  'body-too-large': {
    status: 413,
    title: 'Request body too large',
    about: 'The body is larger than this address takes; `detail` names the limit.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    about: 'This address does not read the content type, charset or encoding that was sent.',
  },
  'validation': {
    status: 422,
    title: 'Invalid values',
    about: 'The values listed in `errors` break a rule: each names its field and the rule.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    about: 'The rate limit is used up. Repeat after the seconds in Retry-After.',
  },
  'internal': {
    status: 500,
    title: 'Internal error',
    about: 'A fault on our side. Quote `request_id` when you report it.',
  },
  'unavailable': {
    status: 503,
    title: 'Unavailable',
    about: 'A part the request needs is not available right now. Repeat later.',
  },
} as const

export type ProblemType = keyof typeof PROBLEM_TYPES
