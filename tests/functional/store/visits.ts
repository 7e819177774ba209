import db from '@adonisjs/lucid/services/db'
import { BODIES, ENDING } from '#tests/functional/authorization/bodies'
import { addressIn, routesOfApp } from '#tests/functional/authorization/support'
import type { FullAccount } from '#tests/functional/authorization/world'
import type { Visitor } from '#tests/helpers/visitor'
import { pageVersion } from '#tests/functional/pages/workspace'
import { lookups } from '#tests/functional/store/lookups'

/** What goes on for ever is left after so long. */
const PATIENCE_MS = 5_000
const STREAM_MS = 300

type Who = Visitor | string

/** Calls every address of the team, the partners and the API, reading before changing, and each list as it is asked for. */
export async function visitEverything(home: FullAccount): Promise<void> {
  await db.from('users').where('id', home.owner.user.id).update({ owns_install: true })
  const routes = routesOfApp().filter(({ line }) => !ENDING.has(line))
  const reading = routes.filter(({ method }) => method === 'GET')
  const changing = routes.filter(({ method }) => !['GET', 'OPTIONS'].includes(method))
  for (const { pattern } of reading) await read(home, pattern, addressOf(home, pattern))
  for (const path of lookups(home)) await read(home, path, path)
  for (const { line, method, pattern } of changing)
    await call(whoOf(home, pattern), method, addressOf(home, pattern), BODIES[line]?.(home))
}

const PORTAL_IDS: [start: string, id: (home: FullAccount) => string][] = [
  ['/portal/leads/:id', (home) => home.delivery.id],
  ['/portal/invoices/:id', (home) => home.ids['/invoices/:id']],
  ['/portal/returns/:id', (home) => home.ids['/returns/:id']],
]

function addressOf(home: FullAccount, pattern: string): string {
  const id = PORTAL_IDS.find(([start]) => pattern.startsWith(start))?.[1](home)
  return addressIn(home, id ? pattern.replace(':id', id) : pattern)
}

function whoOf(home: FullAccount, pattern: string): Who {
  if (pattern.startsWith('/api/v1')) return home.token
  return pattern.startsWith('/portal') ? home.seat.buyer : home.owner.visitor
}

/** A page, and what it asks for once it is drawn. */
async function read(home: FullAccount, pattern: string, path: string) {
  const who = whoOf(home, pattern)
  const page = await call(who, 'GET', path)
  if (!page?.deferredProps) return
  const later = Object.values(page.deferredProps).flat().join(',')
  await call(who, 'GET', path, undefined, {
    'x-inertia-partial-component': page.component,
    'x-inertia-partial-data': later,
  })
}

interface Page {
  component: string
  deferredProps?: Record<string, string[]>
}

async function call(
  who: Who,
  method: string,
  path: string,
  body?: object,
  more: Record<string, string> = {}
): Promise<Page | null> {
  const visitor = typeof who === 'string' ? null : who
  try {
    const answer = await fetch(`http://${process.env.HOST}:${process.env.PORT}${path}`, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(/stream|live|news/.test(path) ? STREAM_MS : PATIENCE_MS),
      headers: {
        'accept': 'application/json',
        'x-inertia': 'true',
        'x-inertia-version': await pageVersion(),
        ...(visitor === null && { authorization: `Bearer ${who as string}` }),
        ...(visitor && {
          'x-forwarded-for': visitor.address,
          'cookie': [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          'x-xsrf-token': decodeURIComponent(visitor.cookies.get('XSRF-TOKEN') ?? ''),
        }),
        ...more,
        ...(method !== 'GET' && { 'content-type': 'application/json' }),
      },
      body: method === 'GET' ? undefined : JSON.stringify(body ?? {}),
    })
    const text = await answer.text()
    return answer.headers.has('x-inertia') ? (JSON.parse(text) as Page) : null
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') return null
    throw error
  }
}
