import { randomInt } from 'node:crypto'

export interface Answer {
  status: number
  location: string | null
  headers: Headers
  /** JSON where it is some, else the text. */
  body: any
  /** What an Inertia page got. */
  props: any
}

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

/**
 * A browser as far as signing in goes: keeps cookies, sends the CSRF token, stands at an address of its own (the test
 * server takes this machine for a proxy), follows no redirect.
 */
export class Visitor {
  readonly cookies = new Map<string, string>()
  readonly address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`

  /** `host`: the name it came by, as a proxy in front passes it on. */
  constructor(
    readonly agent = FIREFOX,
    readonly host: string | null = null
  ) {}

  static at = (host: string) => new Visitor(FIREFOX, host)

  get = (path: string, headers: Record<string, string> = {}) => this.send('GET', path, { headers })

  /** A page's props, as Inertia asks for them. */
  page = async (path: string): Promise<Answer> =>
    this.get(path, { 'x-inertia': 'true', 'x-inertia-version': await pageVersion() })

  /** A form of a page. */
  submit = (path: string, values: object) =>
    this.send('POST', path, {
      values,
      headers: { 'x-inertia': 'true', 'referer': `${origin()}${path}` },
    })

  /** A request a page makes without leaving. */
  json = (method: string, path: string, values?: object) =>
    this.send(method, path, { values, headers: { accept: 'application/json' } })

  /** Gets the first cookies; no page needs to be built for it. */
  begin = () => this.get('/session', { accept: 'application/json' })

  async signIn(email: string, password: string, more: object = {}): Promise<Answer> {
    await this.begin()
    return this.json('POST', '/login', { email, password, ...more })
  }

  /** Whether somebody is signed in here. */
  isIn = async (): Promise<boolean> => (await this.begin()).body.user !== null

  async send(
    method: string,
    path: string,
    {
      values,
      headers,
      body: bytes,
    }: { values?: object; headers?: Record<string, string>; body?: string | Uint8Array }
  ): Promise<Answer> {
    const answer = await fetch(`${origin()}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'user-agent': this.agent,
        'x-forwarded-for': this.address,
        ...(this.host && { 'x-forwarded-host': this.host }),
        'cookie': [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-xsrf-token': decodeURIComponent(this.cookies.get('XSRF-TOKEN') ?? ''),
        ...(values && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: bytes === undefined ? values && JSON.stringify(values) : (bytes as string),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (/max-age=(0|-1)\b|expires=thu, 01 jan 1970/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    const text = await answer.text()
    const body = /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : text
    return {
      status: answer.status,
      location: answer.headers.get('location'),
      headers: answer.headers,
      body,
      props: (body as { props?: unknown }).props,
    }
  }
}

const origin = () => `http://${process.env.HOST}:${process.env.PORT}`

let version: string | null = null
async function pageVersion(): Promise<string> {
  if (version !== null) return version
  const answer = await fetch(`${origin()}/api/docs`, { headers: { 'x-inertia': 'true' } })
  return (version = answer.headers.get('x-inertia-version') ?? '')
}
