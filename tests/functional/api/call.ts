import env from '#start/env'

export interface Answer {
  status: number
  headers: Headers
  /** JSON where it is JSON, else text. */
  body: any
}

/** One request to the running server. `body` is sent as JSON unless it is text or bytes. */
export async function call(
  method: string,
  path: string,
  options: { token?: string; body?: unknown; headers?: Record<string, string> } = {}
): Promise<Answer> {
  const { token, body, headers = {} } = options
  const raw = typeof body === 'string' || body instanceof Uint8Array
  const response = await fetch(`http://${env.get('HOST')}:${env.get('PORT')}${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && !raw && { 'content-type': 'application/json' }),
      ...headers,
    },
    body:
      body === undefined
        ? undefined
        : raw
          ? (body as string | Uint8Array<ArrayBuffer>)
          : JSON.stringify(body),
  })
  const text = await response.text()
  const json = /json/.test(response.headers.get('content-type') ?? '')
  return {
    status: response.status,
    headers: response.headers,
    body: json ? JSON.parse(text) : text,
  }
}

/** Calls of `/api/v1` with one token, or that of an account. */
export const as = (caller: string | { token: string }) => {
  const token = typeof caller === 'string' ? caller : caller.token
  const verb =
    (method: string) => (path: string, body?: unknown, headers?: Record<string, string>) =>
      call(method, `/api/v1${path}`, { token, body, headers })
  return {
    get: (path: string, headers?: Record<string, string>) => verb('GET')(path, undefined, headers),
    post: verb('POST'),
    put: verb('PUT'),
    patch: verb('PATCH'),
    delete: (path: string) => verb('DELETE')(path),
  }
}
