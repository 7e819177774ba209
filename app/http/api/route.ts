import type { Ability } from '#accounts/abilities'
import type { JsonSchema } from '#shared/shape'

export type BodyType = 'json' | 'form' | 'yaml'

export interface BodyRule {
  types: readonly BodyType[]
  /** Bytes. */
  limit: number
  /** May the request come without a body? It is then read as an empty object. */
  optional?: boolean
  schema: JsonSchema
}

export interface AnswerRule {
  description: string
  /** Absent: an answer without body. */
  schema?: JsonSchema
  contentTypes?: readonly string[]
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One route of the API: what the router registers, the gate enforces and the OpenAPI document says. */
export interface ApiRoute {
  method: Method
  /** Below /api/v1, parameters as `:name`. */
  path: string
  /** Operation id of the document and name of the route. */
  id: string
  tag: string
  summary: string
  description?: string
  /** Any one of these lets a token in; null: no token is asked for. */
  abilities: readonly Ability[] | null
  /** Tokens of a source hand in leads: they open this route and no other that asks for a token. */
  ofSources?: true
  controller: () => Promise<{ default: new () => object }>
  action: string
  /** The validator of the query; fields it does not know are ignored. */
  query?: { toJSONSchema(): { properties?: object; required?: string[] } }
  body?: BodyRule
  /** The body is a file: written down as it comes, and never held in memory. What it is, for the document. */
  upload?: string
  headers?: readonly { name: string; description: string; schema: JsonSchema }[]
  answers: Record<number, AnswerRule>
  /** Statuses of problems beyond those every route of its kind has. */
  problems?: readonly number[]
  /**
   * How an Idempotency-Key is kept: `claimed` before the work begins (the default), or `stored` by the work itself in
   * its own transaction, so that not even a crash between work and answer can do it twice.
   */
  idempotency?: 'claimed' | 'stored'
}

/** The controller and its action; an action it does not have does not compile. */
export const handledBy = <C extends object>(
  controller: () => Promise<{ default: new () => C }>,
  action: keyof C & string
): Pick<ApiRoute, 'controller' | 'action'> => ({ controller, action })

/** Most leads, and everything without a limit of its own. */
export const BODY_LIMIT = 256 * 1024
/** Blueprints. */
export const DOCUMENT_LIMIT = 2 * 1024 * 1024
/** A thousand leads at once; each of them is checked by the limits of a single one. */
export const BULK_LIMIT = 8 * 1024 * 1024

export const MEDIA: Record<BodyType, string> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  yaml: 'application/yaml',
}
