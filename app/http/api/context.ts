import type { TokenIdentity } from '#accounts/verify_token'
import type { Received } from '#capture/imports/import_files'

/** What the gate has read of an API request before its controller runs. */
export interface ApiContext {
  /** Account of the token; '' on routes that ask for none. */
  accountId: string
  /** Who did it, for the audit trail: `token:<name>`. */
  actor: string
  identity: TokenIdentity | null
  /** JSON or form as values, YAML as text, {} without body. */
  body: unknown
  bodyType: 'json' | 'form' | 'yaml' | null
  /** The file that came as the body, on routes that take one. */
  upload: Received | null
  /** Set when the request has an Idempotency-Key and its route stores it with the work. */
  idempotency: { id: string; requestHash: string } | null
  /** The lead whose data the answer shows: set by controllers, so that erasing the lead forgets a stored answer. */
  leadId: string | null
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    api: ApiContext
  }
}
