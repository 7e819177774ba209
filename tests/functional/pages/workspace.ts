import type { ApiClient, ApiRequest, ApiResponse } from '@japa/api-client'
import Membership, { type Role } from '#accounts/models/membership'
import User from '#accounts/models/user'
import { newId } from '#shared/ids'

let made = 0

/** Somebody of an account's team. */
export async function makeUser(accountId: string, role: Role = 'owner'): Promise<User> {
  const now = Date.now()
  const user = await User.create({
    id: newId('usr'),
    email: `user-${++made}-${now}@team.example`,
    name: null,
    password: 'a long password',
    settings: {},
    createdAt: now,
    updatedAt: now,
  })
  await Membership.create({ id: newId('mem'), accountId, userId: user.id, role, createdAt: now })
  return user
}

/** What the pages' bundle is known by: a request that names none is told. */
let version: string | null = null
export async function pageVersion(): Promise<string> {
  if (version !== null) return version
  const answer = await fetch(`http://${process.env.HOST}:${process.env.PORT}/api/docs`, {
    headers: { 'x-inertia': 'true' },
  })
  return (version = answer.headers.get('x-inertia-version') ?? '')
}

/** A page's props as its browser gets them; `later` names the ones it asks for once it is drawn. */
export async function getPage(
  client: ApiClient,
  path: string,
  user: User,
  later?: string[]
): Promise<ApiResponse> {
  const request = client.get(path).withGuard('team').loginAs(user)
  // After the client's own way of asking, which names the version of pages that were never built.
  const named = ['x-inertia-version', await pageVersion()] as const
  if (!later) return request.withInertia().header(...named)
  const { inertiaComponent } = await getPage(client, path, user)
  return request.withInertiaPartialReload(inertiaComponent!, later as never[]).header(...named)
}

interface AnyJson {
  json(body: object): ApiRequest
}

/** A request a page makes without leaving. */
export const askJson = (
  client: ApiClient,
  method: 'get' | 'post' | 'put' | 'patch' | 'delete',
  path: string,
  user: User,
  body?: object
) => {
  const request = client[method](path)
    .header('accept', 'application/json')
    .withGuard('team')
    .loginAs(user)
    .withCsrfToken()
  // The routes are not registered by type, so the client would take no body.
  return body ? (request as AnyJson).json(body) : request
}
