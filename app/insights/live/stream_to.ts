import type { PassThrough } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'

const ID = /^evt_[0-9a-z]{9,40}$/

/** Answers with server-sent events; a reader that was cut off says by Last-Event-ID, or `after`, what it has. */
export async function streamTo(
  { request, response }: HttpContext,
  open: (after: string | null) => Promise<PassThrough>
) {
  const has = request.header('last-event-id') ?? request.input('after')
  response.header('content-type', 'text/event-stream; charset=utf-8')
  response.header('cache-control', 'no-cache, no-transform')
  // Proxies that gather answers would keep an event until the next ones come.
  response.header('x-accel-buffering', 'no')
  return response.stream(await open(typeof has === 'string' && ID.test(has) ? has : null))
}
