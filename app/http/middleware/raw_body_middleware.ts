import type { IncomingMessage } from 'node:http'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { RateLimit } from '#http/api/rate_limit'
import { BODY_LIMIT } from '#http/api/route'
import env from '#start/env'

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** As it came; null where the request has none. */
    rawBody?: string | null
  }
}

const rateLimit = new RateLimit(env.get('API_RATE_LIMIT', 200))
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** For endpoints that read bodies by rules of their own: within a size and a rate, and as text. */
export default class RawBodyMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { request, response } = ctx
    response.header('x-content-type-options', 'nosniff')
    response.header('cache-control', 'no-store')
    const wait = rateLimit.take(request.ip(), Date.now())
    const refuse = (status: number, body: string) =>
      response.status(status).type('text/plain').send(body)
    if (wait) {
      response.header('retry-after', String(wait))
      return refuse(429, 'Too many requests')
    }
    const encoding = request.header('content-encoding')
    if (encoding && encoding !== 'identity')
      return refuse(415, `Content-Encoding ${encoding} is not read`)
    const bytes = await collect(request.request)
    if (bytes === 'too_large') return refuse(413, `The body may have at most ${BODY_LIMIT} bytes`)
    try {
      ctx.rawBody = bytes && utf8.decode(bytes)
    } catch {
      return refuse(400, 'The body is not valid UTF-8')
    }
    return next()
  }
}

async function collect(request: IncomingMessage): Promise<Buffer | null | 'too_large'> {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  if (length === undefined && encoding === undefined) return null
  if (Number(length) > BODY_LIMIT) return 'too_large'
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > BODY_LIMIT) return 'too_large'
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
