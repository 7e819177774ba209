import { builtApp } from './built_app.js'

const ABILITIES = 'config:read,config:write,leads:read,leads:write,billing:read,billing:write'
let token: Promise<string> | null = null

/** Asks the API of the account these tests work in, with a token that may do all they do. */
export async function askApi(method: string, path: string, body?: object): Promise<Response> {
  const { ace, account, url } = builtApp()
  token ??= ace('token:create', '--account', account, '--ability', ABILITIES)
  return fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      'authorization': `Bearer ${(await token).trim()}`,
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  })
}

/** The same, resolving with the answer's body; throws what is refused. */
export async function api(method: string, path: string, body?: object): Promise<any> {
  const answer = await askApi(method, path, body)
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return text ? JSON.parse(text) : null
}
