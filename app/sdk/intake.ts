/*
 * Leads that come in the way another system took them: whoever posts them changes a host name, and nothing else. A plugin
 * reads what was sent and words the answer; the host finds the endpoint, stores and distributes the lead.
 */

/** What came to an address of the plugin, as it came. */
export interface IntakeRequest {
  readonly does: 'submit' | 'ping'
  /** In capitals. */
  readonly method: string
  /** Behind the question mark, as it came. */
  readonly query: string
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  /** Null where the request has none. */
  readonly body: string | null
}

export interface IntakeAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

/** A lead as its sender worded it; keys are matched to fields by the host. */
export interface IncomingLead {
  values: Record<string, unknown>
  /** Proof that the person agreed, such as the address of a certificate. */
  evidence?: Record<string, string>
  test?: boolean
  /** Id of a ping whose price this lead is sold at. */
  ping?: string | null
}

/** `refuse`: nothing of it is stored, and this is the answer. */
export type IntakeReading = { lead: IncomingLead } | { refuse: IntakeAnswer }

/** What became of what was read. */
export interface IntakeResult {
  /** `failed`: nothing is wrong with the lead, it may be sent again. */
  readonly outcome: 'taken' | 'refused' | 'failed'
  readonly lead: string | null
  /** RFC 3339; null where nothing was stored. */
  readonly created_at: string | null
  readonly duplicate: boolean
  /** Of those who waited for it; null for the others. A ping is `sold` where somebody would buy. */
  readonly distribution: 'sold' | 'unsold' | 'pending' | null
  readonly price: { readonly amount: string; readonly currency: string } | null
  readonly reason: string | null
  readonly problems: readonly {
    readonly field: string
    readonly rule: string
    readonly message: string
  }[]
  /** Of a ping somebody would buy at: the lead that names it in time is sold at its price. */
  readonly ping: { readonly id: string; readonly expires_at: string } | null
}

export interface IntakeMethods<C> {
  /**
   * Where it answers: `/flows/:flow/sources/:source/submit`. What begins with a colon tells one endpoint from another; the
   * host makes it, 24 hexadecimal digits, unless an account brings its own. Paths begin with `/in/<id of the plugin>`, or
   * are those of a system that is named in the host.
   */
  paths: { submit: string; ping?: string }
  /** Pure. It is asked whatever the method is. */
  read(request: IntakeRequest, config: C): IntakeReading
  /** Pure. */
  answer(result: IntakeResult, request: IntakeRequest, config: C): IntakeAnswer
}

/** Prefixes of paths that other systems are known by. */
const KNOWN_PATHS = ['/flows/', '/intake/']
const PATH = /^(?:\/(?::?[a-z][a-z0-9_]*))+$/

/** Names of the parts of a path that tell endpoints apart. */
export const partsOf = (path: string): string[] =>
  [...path.matchAll(/:([a-z][a-z0-9_]*)/g)].map(([, name]) => name)

/** What keeps paths from being a plugin's, in sentences. */
export function pathProblems(id: string, paths: unknown): string[] {
  const { submit, ping } = (paths ?? {}) as { submit?: unknown; ping?: unknown }
  const parts = typeof submit === 'string' ? partsOf(submit).join() : ''
  return [submit, ...(ping === undefined ? [] : [ping])].flatMap((path) => {
    if (typeof path !== 'string' || !PATH.test(path))
      return ['its paths must be like "/in/id/:endpoint"']
    if (![...KNOWN_PATHS, `/in/${id}/`].some((prefix) => path.startsWith(prefix)))
      return [`its path ${path} must begin with /in/${id}/`]
    const own = partsOf(path).join()
    return own && own === parts ? [] : [`its path ${path} must have the parts of the others`]
  })
}

/** What is wrong with an answer, or null: the host refuses by it, and so do the contract tests. */
export function answerProblem(answer: unknown): string | null {
  const { status, headers, body } = (answer ?? {}) as Partial<IntakeAnswer>
  if (!Number.isInteger(status) || status! < 200 || status! > 599) return 'must have a status'
  if (typeof body !== 'string') return 'must have a body, if an empty one'
  if (typeof headers !== 'object' || headers === null) return 'must have headers'
  const bad = Object.entries(headers).find(
    ([name, value]) => !/^[\w-]+$/.test(name) || typeof value !== 'string' || /[\r\n\0]/.test(value)
  )
  return bad ? `has a header ${bad[0]} that cannot be sent` : null
}

/** What is wrong with a reading, or null. */
export function readingProblem(reading: unknown): string | null {
  const { lead, refuse } = (reading ?? {}) as { lead?: Partial<IncomingLead>; refuse?: unknown }
  if (refuse !== undefined) return answerProblem(refuse)
  const { values } = lead ?? {}
  const isRecord = typeof values === 'object' && values !== null && !Array.isArray(values)
  return isRecord ? null : 'must read { lead: { values } } or refuse'
}
