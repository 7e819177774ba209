import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  path: string
  key: string
  body: Record<string, unknown>
}

/** What a partner does with a request: a status and JSON, or whatever it likes with the raw response. */
export type Behaviour = (
  received: Received,
  response: ServerResponse,
  request: IncomingMessage
) => { status?: number; json: unknown } | void

export interface PartnerServer {
  url: string
  /** Every request that came, in order: the partner's own journal. */
  journal: Received[]
  behave(behaviour: Behaviour): void
  close(): Promise<void>
}

const accept: Behaviour = () => ({ json: { status: 'ok' } })

/** A partner's endpoint on a free loopback port. It accepts everything until told otherwise. */
export async function partnerServer(): Promise<PartnerServer> {
  let behaviour = accept
  const journal: Received[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => (text += chunk))
    request.on('end', () => {
      const received: Received = {
        path: request.url ?? '',
        key: String(request.headers['idempotency-key']),
        body: text ? JSON.parse(text) : {},
      }
      journal.push(received)
      const answer = behaviour(received, response, request)
      if (!answer) return
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(answer.json))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    journal,
    behave: (next) => (behaviour = next),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
