import { errors } from '@adonisjs/limiter'
import limiter from '@adonisjs/limiter/services/main'

/*
 * How often something may be tried: few times for one address and person, more for one address (a shared office) or
 * for one person from everywhere. A try is counted before it is made.
 */
const GATES = {
  login_pair: { requests: 5, duration: '1 min', blockDuration: '1 min' },
  login_address: { requests: 30, duration: '1 min', blockDuration: '1 min' },
  login_person: { requests: 50, duration: '15 min', blockDuration: '15 min' },
  password: { requests: 5, duration: '1 min', blockDuration: '1 min' },
  code: { requests: 5, duration: '15 min', blockDuration: '15 min' },
  code_address: { requests: 30, duration: '15 min', blockDuration: '15 min' },
  reset_address: { requests: 10, duration: '15 min', blockDuration: '15 min' },
  reset_person: { requests: 3, duration: '1 hour' },
  webhook_try: { requests: 20, duration: '1 min' },
  sign_up_address: { requests: 10, duration: '15 min', blockDuration: '15 min' },
  sign_up_person: { requests: 3, duration: '1 hour' },
  account_person: { requests: 5, duration: '1 hour' },
  client_agency: { requests: 120, duration: '1 hour' },
  portal_test: { requests: 10, duration: '1 min' },
  invite_account: { requests: 60, duration: '1 hour' },
  invite_person: { requests: 5, duration: '1 hour' },
  brand_picture: { requests: 20, duration: '1 min' },
  domain_account: { requests: 40, duration: '10 min' },
  domain_ask: { requests: 1_200, duration: '1 min' },
  posting_test: { requests: 20, duration: '1 min' },
  posting_pdf: { requests: 20, duration: '1 min' },
  posting_password: { requests: 10, duration: '15 min', blockDuration: '15 min' },
  payment_address: { requests: 60, duration: '1 min', blockDuration: '1 min' },
  form_view: { requests: 240, duration: '1 min' },
  form_step: { requests: 120, duration: '1 min' },
  form_file: { requests: 30, duration: '10 min' },
  form_send: { requests: 20, duration: '10 min' },
  form_strict: { requests: 6, duration: '10 min' },
  form_plain: { requests: 5, duration: '10 min' },
  help_page: { requests: 300, duration: '1 min' },
  help_search: { requests: 300, duration: '1 min' },
  token_address: { requests: 30, duration: '15 min', blockDuration: '15 min' },
} as const

export type Gate = keyof typeof GATES
export type Passage = readonly [gate: Gate, who: string]

const gate = (name: Gate) => limiter.use(GATES[name])
const key = ([name, who]: Passage) => `${name}:${who}`

/** 0 when all gates let it through, each counting one more; else the seconds to wait. */
export async function secondsToWait(...passages: Passage[]): Promise<number> {
  for (const passage of passages) {
    try {
      await gate(passage[0]).consume(key(passage))
    } catch (error) {
      if (!(error instanceof errors.E_TOO_MANY_REQUESTS)) throw error
      return Math.max(1, error.response.availableIn)
    }
  }
  return 0
}

/** What was tried was right: it does not count. */
export async function forgive(...passages: Passage[]): Promise<void> {
  for (const passage of passages) await gate(passage[0]).decrement(key(passage))
}

export const reopen = (passage: Passage) => gate(passage[0]).delete(key(passage))
