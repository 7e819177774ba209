import { TransportError } from '#sdk'
import { guardedClient } from '#delivery/transports/delivery_hands'

const DEADLINE_MS = 15_000
/** Statuses that have no body, where `Response` takes none. */
const EMPTY = [101, 204, 205, 304]

/** `fetch` over the guarded client, for libraries of others that want one: its rules and its cut of answers hold. */
export async function guardedFetch(
  input: string | URL | Request,
  init?: RequestInit
): Promise<Response> {
  const request = new Request(input, init)
  const { status, headers, body, truncated } = await guardedClient().request(
    {
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body: request.body === null ? null : await request.text(),
    },
    { timeoutMs: DEADLINE_MS }
  )
  if (truncated) throw new TransportError('protocol', true, 'the answer is larger than 64 KiB')
  // The body is text already, and as long as it is.
  const rest = new Headers(headers)
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) rest.delete(name)
  return new Response(EMPTY.includes(status) ? null : body, { status, headers: rest })
}
