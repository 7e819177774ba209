/*
 * A large file on its way, with how far it is. `fetch` does not say that of what is sent, so this is the older request.
 */
import { Problem, problemFrom, xsrfToken } from '~/request'
import { accountHeader, recoverSession } from '~/session'

export interface Sending {
  /** Bytes that left, of all. */
  onProgress: (sent: number, of: number) => void
  signal: AbortSignal
}

/** Rejects with a Problem; with an AbortError when it was called off. */
export async function sendFile<T>(
  url: string,
  file: File,
  sending: Sending,
  again = true
): Promise<T> {
  const { status, body } = await send(url, file, sending)
  if (status === 401 && again && (await recoverSession()))
    return sendFile<T>(url, file, sending, false)
  if (status >= 200 && status < 300 && body) return body as T
  throw problemFrom(status, body ?? {}, '')
}

function send(url: string, file: File, { onProgress, signal }: Sending) {
  return new Promise<{ status: number; body: Record<string, unknown> | null }>(
    (resolve, reject) => {
      const request = new XMLHttpRequest()
      const stop = () => request.abort()
      request.open('POST', url)
      const headers = {
        'accept': 'application/json',
        'content-type': 'application/octet-stream',
        'x-xsrf-token': xsrfToken(),
        ...accountHeader(),
      }
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
      request.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total)
      request.onerror = () => reject(new Problem(0, '', ''))
      request.onabort = () => reject(new DOMException('called off', 'AbortError'))
      request.onload = () => resolve({ status: request.status, body: readBody(request) })
      request.onloadend = () => signal.removeEventListener('abort', stop)
      signal.addEventListener('abort', stop)
      if (signal.aborted) return reject(new DOMException('called off', 'AbortError'))
      request.send(file)
    }
  )
}

function readBody({ responseText }: XMLHttpRequest): Record<string, unknown> | null {
  try {
    return JSON.parse(responseText) as Record<string, unknown>
  } catch {
    return null
  }
}
