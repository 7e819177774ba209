import { Pool, errors, type Dispatcher } from 'undici'
import { type HttpAnswer, TransportError } from '#sdk'
import type { AddressGuard } from '#delivery/transports/denied_addresses'
import { type Lookup, guardedConnector } from '#delivery/transports/guarded_connector'
import { decodeBody } from '#delivery/transports/decode_body'

export interface HttpRequest {
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  body: string | null
}

export interface ClientOptions {
  guard: AddressGuard
  /** How names are resolved; the system's way unless a test says otherwise. */
  lookup?: Lookup
  /** Origins whose connections are kept open; the one not used for longest is closed first. */
  maxOrigins?: number
}

/** Bytes of an answer that are kept; the rest is not even read. */
export const MAX_ANSWER = 64 * 1024
const CONNECTIONS_PER_ORIGIN = 256

/**
 * The one way out: every outbound HTTP request of the app. Addresses are checked after DNS and dialled as checked,
 * redirects are never followed, proxies never used, one deadline covers everything, an answer is cut at 64 KiB.
 */
export class GuardedClient {
  #pools = new Map<string, Pool>()
  #connect: ReturnType<typeof guardedConnector>
  #maxOrigins: number

  constructor(options: ClientOptions) {
    this.#connect = guardedConnector(options.guard, options.lookup)
    this.#maxOrigins = options.maxOrigins ?? 500
  }

  /** Rejects with TransportError only; its `sent` says whether any byte of the request was handed to the network. */
  request(request: HttpRequest, options: { timeoutMs: number }): Promise<HttpAnswer> {
    let url: URL
    try {
      url = new URL(request.url)
      if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Error('not http(s)')
      if (url.username || url.password) throw new Error('user information')
    } catch (error) {
      const message = `the URL cannot be called: ${(error as Error).message}`
      return Promise.reject(new TransportError('refused', false, message, { cause: error }))
    }
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(options.timeoutMs, resolve, reject)
      try {
        this.#pool(url.origin).dispatch(
          {
            path: url.pathname + url.search,
            method: request.method as Dispatcher.HttpMethod,
            headers: { ...request.headers, 'accept-encoding': 'identity' },
            body: request.body,
          },
          exchange
        )
      } catch (error) {
        exchange.onResponseError(null, error as Error)
      }
    })
  }

  #pool(origin: string): Pool {
    let pool = this.#pools.get(origin)
    if (pool) {
      if (this.#pools.size < this.#maxOrigins) return pool
      this.#pools.delete(origin) // to the end: the map is in order of last use once it is full
    } else {
      if (this.#pools.size >= this.#maxOrigins) this.#closeOldest()
      pool = new Pool(origin, {
        connect: this.#connect,
        connections: CONNECTIONS_PER_ORIGIN,
        pipelining: 1,
        headersTimeout: 0,
        bodyTimeout: 0,
        keepAliveTimeout: 4000,
        keepAliveMaxTimeout: 60_000,
        maxHeaderSize: 16_384,
        maxRequestsPerClient: 1000, // a busy connection too asks DNS again now and then
      })
    }
    this.#pools.set(origin, pool)
    return pool
  }

  #closeOldest(): void {
    const oldest = this.#pools.entries().next().value
    if (!oldest) return
    this.#pools.delete(oldest[0])
    void oldest[1].close() // after its requests
  }

  /** Lets what is under way finish, then closes all connections. */
  async close(): Promise<void> {
    const pools = [...this.#pools.values()]
    this.#pools.clear()
    await Promise.all(pools.map((pool) => pool.close()))
  }
}

/** One request and its answer, as undici reports them. Settles exactly once; what comes later is ignored. */
class Exchange implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | null = null
  #timer: NodeJS.Timeout
  #done = false
  #status = 0
  #headers: Record<string, string> = {}
  #chunks: Buffer[] = []
  #bytes = 0

  constructor(
    timeoutMs: number,
    private resolve: (answer: HttpAnswer) => void,
    private reject: (error: TransportError) => void
  ) {
    this.#timer = setTimeout(() => this.#expire(timeoutMs), timeoutMs)
  }

  /** Called right before the request is written. Throwing here is how one that is given up is not sent after all. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#done) throw new TransportError('timeout', false, 'given up')
    this.#controller = controller
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>
  ): void {
    if (status < 200) return
    this.#status = status
    for (const [name, value] of Object.entries(headers))
      this.#headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '')
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#done) return
    this.#bytes += chunk.length
    this.#chunks.push(chunk)
    if (this.#bytes > MAX_ANSWER) this.#answer(true)
  }

  onResponseEnd(): void {
    if (!this.#done) this.#answer(false)
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.#fail(asTransportError(error, this.#controller !== null))
  }

  #expire(timeoutMs: number): void {
    const sent = this.#controller !== null
    const what = sent ? 'no complete answer' : 'no connection'
    const error = new TransportError('timeout', sent, `${what} within ${timeoutMs / 1000} s`)
    this.#fail(error)
    this.#controller?.abort(error)
  }

  #fail(error: TransportError): void {
    if (this.#done) return
    this.#finish()
    this.reject(error)
  }

  #answer(truncated: boolean): void {
    this.#finish()
    const length = Number(this.#headers['content-length'])
    const answer = { status: this.#status, headers: this.#headers }
    decodeBody(Buffer.concat(this.#chunks).subarray(0, MAX_ANSWER), this.#headers, {
      truncated,
      limit: MAX_ANSWER,
    }).then(
      (decoded) =>
        this.resolve({
          ...answer,
          ...decoded,
          ...(decoded.truncated && { bytes: length > 0 ? length : this.#bytes }),
        }),
      () => this.resolve({ ...answer, body: '', truncated: true, bytes: this.#bytes })
    )
    if (truncated) this.#controller?.abort(new Error('the answer is long enough'))
  }

  #finish(): void {
    this.#done = true
    clearTimeout(this.#timer)
  }
}

function asTransportError(error: Error, sent: boolean): TransportError {
  if (error instanceof TransportError) return error
  const { code = '' } = error as NodeJS.ErrnoException
  const message = error.message || code || 'the connection failed'
  if (code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED')
    return new TransportError('refused', sent, `the request cannot be sent: ${message}`, {
      cause: error,
    })
  const isProtocol =
    error instanceof errors.HTTPParserError ||
    error instanceof errors.HeadersOverflowError ||
    error instanceof errors.ResponseContentLengthMismatchError
  if (isProtocol)
    return new TransportError('protocol', sent, `the answer is no valid HTTP: ${message}`, {
      cause: error,
    })
  return new TransportError('reset', sent, `the connection broke: ${message}`, { cause: error })
}
