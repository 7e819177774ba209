/*
 * Requests a page makes without leaving: JSON there and back, with the session's CSRF token. When the session has ended
 * somebody signs in again in place, and the request is made once more: nothing typed is lost.
 */
import { accountHeader, recoverSession } from './session'

export interface FieldProblem {
  field: string
  rule: string
  message: string
}

/** What the server refused, or could not be reached for (status 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly errors: FieldProblem[] = [],
    readonly members: Record<string, unknown> = {}
  ) {
    super(detail || title)
    this.name = 'Problem'
  }
}

type Params = Record<string, string | number | boolean | null | undefined>
interface Options {
  signal?: AbortSignal
}

export const getJson = <T>(url: string, params: Params = {}, options?: Options) =>
  call<T>('GET', withParams(url, params), undefined, options)
/** A look in passing: whoever's session has ended is not asked to sign in for it. */
export const glance = <T>(url: string) => call<T>('GET', url, undefined, {}, false)
export const postJson = <T>(url: string, body: unknown = {}, options?: Options) =>
  call<T>('POST', url, body, options)
/** A form with files. */
export const postForm = <T>(url: string, form: FormData) => call<T>('POST', url, form)
/** A file that is made of what is sent. */
export const postFile = (url: string, body: unknown) =>
  call<Blob>('POST', url, body, {}, true, (answer) => answer.blob())
export const readText = (url: string) =>
  call<string>('GET', url, undefined, {}, true, (answer) => answer.text())
export const putJson = <T>(url: string, body: unknown = {}, options?: Options) =>
  call<T>('PUT', url, body, options)
export const patchJson = <T>(url: string, body: unknown = {}, options?: Options) =>
  call<T>('PATCH', url, body, options)
export const deleteJson = <T>(url: string, options?: Options) =>
  call<T>('DELETE', url, undefined, options)

function withParams(url: string, params: Params): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params))
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value))
  return query.size ? `${url}${url.includes('?') ? '&' : '?'}${query}` : url
}

async function call<T>(
  method: string,
  url: string,
  body: unknown,
  { signal }: Options = {},
  again = true,
  read: (answer: Response) => Promise<unknown> = readJson
): Promise<T> {
  const answer = await ask(method, url, body, signal)
  // Signing in itself may be refused with 401; asking to sign in for that would never end.
  if (
    answer.status === 401 &&
    again &&
    !/^(\/portal)?\/login$/.test(url) &&
    (await recoverSession())
  )
    return call<T>(method, url, body, { signal }, false, read)
  if (answer.ok) return (answer.status === 204 ? null : await read(answer)) as T
  throw await problemOf(answer)
}

async function ask(method: string, url: string, body: unknown, signal?: AbortSignal) {
  try {
    return await fetch(url, {
      method,
      signal,
      credentials: 'same-origin',
      headers: {
        'accept': 'application/json',
        'x-xsrf-token': xsrfToken(),
        ...accountHeader(),
        // A form names its own boundary.
        ...(body === undefined || body instanceof FormData
          ? {}
          : { 'content-type': 'application/json' }),
      },
      body: body === undefined || body instanceof FormData ? body : JSON.stringify(body),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new Problem(0, '', '')
  }
}

export const xsrfToken = () =>
  decodeURIComponent(/(?:^|; )XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1] ?? '')

async function readJson(answer: Response): Promise<unknown> {
  try {
    return await answer.json()
  } catch {
    throw new Problem(answer.status, '', '')
  }
}

async function problemOf(answer: Response): Promise<Problem> {
  const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>
  return problemFrom(answer.status, body, answer.statusText)
}

/** What a refusal's body says. */
export function problemFrom(status: number, body: Record<string, unknown>, fallback: string) {
  const { title, detail, errors, ...members } = body
  return new Problem(
    status,
    typeof title === 'string' ? title : fallback,
    typeof detail === 'string' ? detail : '',
    Array.isArray(errors) ? (errors as FieldProblem[]) : [],
    members
  )
}
