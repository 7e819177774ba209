import env from '#start/env'
import { defineConfig } from '@adonisjs/core/http'
import type { IncomingMessage, ServerResponse } from 'node:http'

export const appKey = env.get('APP_KEY')

export const port = env.get('PORT', 3333)
export const appUrl = env.get('APP_URL') ?? `http://localhost:${port}`

export const http = defineConfig({
  generateRequestId: true,
  allowMethodSpoofing: false,
  useAsyncLocalStorage: false,
  // What is sent is made here and never circular: the safe serialiser of the framework costs three times as much.
  serializeJSON: JSON.stringify,
  router: { matcher: 'tree' },
  onBadUrl(_request: IncomingMessage, response: ServerResponse) {
    const type = `${appUrl}/problems/bad-request`
    const problem = { type, title: 'Bad request', status: 400, detail: 'The address is malformed' }
    response.writeHead(400, { 'content-type': 'application/problem+json' })
    response.end(JSON.stringify(problem))
  },
  cookie: {
    domain: '',
    path: '/',
    maxAge: '2h',
    httpOnly: true,
    // Derived from the address people use: a secure cookie over plain http makes every login fail silently.
    secure: appUrl.startsWith('https:'),
    sameSite: 'lax',
  },
})
