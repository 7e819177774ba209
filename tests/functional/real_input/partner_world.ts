import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/*
 * Partners that answer like real ones. What a partner thinks of a lead is a function of the lead alone, so that the
 * evaluator knows it as well; both read it from here, and neither asks the app.
 */

export type Opinion =
  | 'accept'
  | 'accept_as_text' // a yes in JSON, labelled text/html
  | 'reject'
  | 'duplicate'
  | 'forbid' // 403 with a reason
  | 'maintenance' // 200 and a page of HTML
  | 'crash' // 500 every time
  | 'flaky' // 503, then a yes
  | 'hang_up' // takes the request and breaks the connection
  | 'silence' // takes the request and never answers

/** Of a hundred leads, how many a partner thinks so of. */
const SHARES: [Opinion, number][] = [
  ['accept', 53],
  ['accept_as_text', 5],
  ['reject', 14],
  ['duplicate', 6],
  ['forbid', 4],
  ['maintenance', 4],
  ['crash', 5],
  ['flaky', 5],
  ['hang_up', 3],
  ['silence', 1],
]
const REASONS = ['income not proven', 'has an offer of ours', 'does not live in our area']

function numberOf(text: string): number {
  let hash = 7
  for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) % 1_000_003
  return hash
}

export interface Verdict {
  opinion: Opinion
  reason: string | null
  reference: string
  /** Its own price, minor units, where it names one. */
  price: number | null
}

/** What the endpoint of an assignment makes of a lead; `traits` are the values it was sent of it. */
export function verdictOf(assignment: string, traits: unknown[], ownPrice: number | null): Verdict {
  const number = numberOf([assignment, ...traits].join('|'))
  let place = number % 100
  let opinion: Opinion = 'accept'
  for (const [one, share] of SHARES) {
    opinion = one
    if (place < share) break
    place -= share
  }
  const reasons: Partial<Record<Opinion, string>> = {
    reject: REASONS[number % REASONS.length],
    duplicate: `duplicate of ${number}`,
    forbid: 'not for us',
  }
  return {
    opinion,
    reason: reasons[opinion] ?? null,
    reference: `${assignment}-${number}`,
    price: ownPrice !== null && number % 3 > 0 ? ownPrice : null,
  }
}

/** How a delivery to it must go: the outcome of each attempt, of at most `most`. */
export function courseOf(
  opinion: Opinion,
  most: number
): ('accepted' | 'rejected' | 'failed' | 'unknown')[] {
  if (opinion === 'accept' || opinion === 'accept_as_text') return ['accepted']
  if (opinion === 'flaky') return most > 1 ? ['failed', 'accepted'] : ['failed']
  if (opinion === 'crash') return Array.from({ length: most }, () => 'failed')
  if (opinion === 'hang_up' || opinion === 'silence')
    return Array.from({ length: most }, () => 'unknown')
  return ['rejected']
}

export interface PartnerWorld {
  url: string
  /** How often each delivery was asked for, by its idempotency key: the partners' own journal. */
  asked: Map<string, number>
  /** Keys of the deliveries they said yes to. */
  accepted: Set<string>
  close(): Promise<void>
}

type Body = Record<string, unknown> & { assignment: string }

/** `prices`: what an assignment's endpoint answers as its own price. `traitsOf`: what it looks at in a request. */
export async function partnerWorld(
  prices: Record<string, number>,
  traitsOf: (body: Body) => unknown[]
): Promise<PartnerWorld> {
  const asked = new Map<string, number>()
  const accepted = new Set<string>()

  function answer(request: IncomingMessage, response: ServerResponse, body: Body) {
    const key = String(request.headers['idempotency-key'])
    const times = (asked.get(key) ?? 0) + 1
    asked.set(key, times)
    const verdict = verdictOf(body.assignment, traitsOf(body), prices[body.assignment] ?? null)
    const send = (status: number, content: unknown, type = 'application/json') => {
      response.writeHead(status, { 'content-type': type })
      response.end(typeof content === 'string' ? content : JSON.stringify(content))
    }
    const yes = (type?: string) => {
      accepted.add(key)
      const price = verdict.price === null ? {} : { price: (verdict.price / 100).toFixed(2) }
      send(200, { status: 'ok', id: verdict.reference, ...price }, type)
    }
    switch (verdict.opinion) {
      case 'accept':
        return yes()
      case 'accept_as_text':
        return yes('text/html; charset=utf-8')
      case 'reject':
      case 'duplicate':
        return send(200, { status: 'rejected', reason: verdict.reason })
      case 'forbid':
        return send(403, { status: 'rejected', reason: verdict.reason })
      case 'maintenance':
        return send(200, '<!doctype html><h1>Back soon</h1>', 'text/html')
      case 'crash':
        return send(500, 'Internal Server Error', 'text/plain')
      case 'flaky':
        return times === 1 ? send(503, 'try later', 'text/plain') : yes()
      case 'hang_up':
        return request.socket.destroy()
      case 'silence':
        return
    }
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => answer(request, response, JSON.parse(Buffer.concat(chunks).toString())))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    accepted,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
