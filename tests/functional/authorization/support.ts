import router from '@adonisjs/core/services/router'
import type { FullAccount } from '#tests/functional/authorization/world'
import { pageVersion } from '#tests/functional/pages/workspace'
import type { Visitor } from '#tests/helpers/visitor'

export interface RouteLine {
  /** `GET /leads/:id`. */
  line: string
  method: string
  pattern: string
  name: string
}

/** The router's own list: reading first, then changing, then taking away. */
export const routesOfApp = (): RouteLine[] =>
  Object.values(router.toJSON())
    .flat()
    .flatMap(({ name, pattern, methods }) =>
      methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({ line: `${method} ${pattern}`, method, pattern, name: name ?? '' }))
    )
    .sort((a, b) => lateness(a) - lateness(b))

/** What takes something away comes last, parts before the whole: everything was there while it was asked for. */
const lateness = ({ method, pattern }: { method: string; pattern: string }) =>
  method === 'DELETE' ? 1000 - pattern.length : method === 'GET' ? 0 : 1

/** The address of a route in an account; `missing`: with ids that nobody has. */
export function addressIn(world: FullAccount, pattern: string, missing = false): string {
  const path = pattern.replace('/api/v1', '')
  const longest = (starts: object) =>
    Object.keys(starts)
      .filter((start) => path.startsWith(start))
      .sort((a, b) => b.length - a.length)[0]
  return pattern
    .replace(':key', missing ? 'none' : (world.keys[longest(world.keys)] ?? 'none'))
    .replace(':id', missing ? 'none' : (world.ids[longest(world.ids)] ?? 'none'))
    .replace(':token', path.startsWith('/callbacks') ? world.callback : world.params.token)
    .replace(/:(payment|file|logo)/g, (_, name) => (missing ? 'none' : world.params[name]))
    .replace(':format', path.startsWith('/blueprint') ? 'yml' : 'pdf')
    .replace(/:(\w+)/g, (_, name) => world.params[name])
}

/** A request of a page, or of a program with a token; answers its status. */
export async function ask(
  who: Visitor | string | null,
  method: string,
  path: string,
  body: object | undefined
): Promise<number> {
  const query = method === 'GET' && body ? `?${new URLSearchParams(body as never)}` : ''
  const visitor = who !== null && typeof who !== 'string' ? who : null
  const answer = await fetch(`http://${process.env.HOST}:${process.env.PORT}${path}${query}`, {
    method,
    redirect: 'manual',
    headers: {
      'accept': 'application/json',
      // A page comes as its data; no bundle needs to be built for it.
      'x-inertia': 'true',
      'x-inertia-version': await pageVersion(),
      ...(typeof who === 'string' && { authorization: `Bearer ${who}` }),
      ...(visitor && {
        'x-forwarded-for': visitor.address,
        'cookie': [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-xsrf-token': decodeURIComponent(visitor.cookies.get('XSRF-TOKEN') ?? ''),
      }),
      ...(method !== 'GET' && { 'content-type': 'application/json' }),
    },
    body: method === 'GET' ? undefined : JSON.stringify(body ?? {}),
  })
  // Streams go on for ever.
  await answer.body?.cancel()
  return answer.status
}
