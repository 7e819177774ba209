import type { HttpContext } from '@adonisjs/core/http'
import type { Ability } from '#accounts/abilities'
import { type TokenIdentity, verifyToken } from '#accounts/verify_token'
import { HttpProblem } from '#shared/http_problem'

const REALM = 'Bearer realm="api"'

/** The identity behind the request's token. Throws HttpProblem 401. */
export async function authenticate({ request }: HttpContext): Promise<TokenIdentity> {
  const { 'authorization': bearer, 'x-api-key': key } = request.request.headers
  const header = bearer ?? (typeof key === 'string' ? `Bearer ${key}` : undefined)
  if (!header) throw unauthenticated('Send an API token: Authorization: Bearer <token>', REALM)
  const match = /^bearer +(\S+)$/i.exec(header)
  const identity = match && (await verifyToken(match[1]))
  if (!identity) throw unknownToken()
  return identity
}

export const unknownToken = () =>
  unauthenticated('The API token is unknown, expired or revoked', `${REALM}, error="invalid_token"`)

/** Throws HttpProblem 403 unless the token has one of the abilities. */
export function authorise(identity: TokenIdentity, abilities: readonly Ability[]) {
  if (abilities.some((ability) => identity.abilities.includes(ability))) return
  const needed = abilities.join(' or ')
  throw new HttpProblem('forbidden', `The token lacks the ability ${needed}`, {
    headers: {
      'www-authenticate': `${REALM}, error="insufficient_scope", scope="${abilities[0]}"`,
    },
  })
}

const unauthenticated = (detail: string, challenge: string) =>
  new HttpProblem('unauthenticated', detail, { headers: { 'www-authenticate': challenge } })
