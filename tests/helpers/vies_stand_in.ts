import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type ViesMood =
  'valid' | 'invalid' | 'down' | 'slow' | 'broken' | 'garbage' | 'other_id' | 'closed'

export interface ViesStandIn {
  url: string
  /** Questions as they came, in order. */
  asked: Record<string, string>[]
  /** How it answers, by member state or for all. */
  mood(mood: ViesMood, state?: string): void
  close(): Promise<void>
}

/** VIES on a loopback port: valid, invalid, down, slow, broken, or answering about another id. */
export async function viesStandIn(): Promise<ViesStandIn> {
  const moods = new Map<string, ViesMood>()
  const asked: Record<string, string>[] = []
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    let text = ''
    request.on('data', (chunk) => (text += chunk))
    request.on('end', () => {
      const question = JSON.parse(text) as Record<string, string>
      asked.push(question)
      const mood = moods.get(question.countryCode) ?? moods.get('*') ?? 'valid'
      if (mood === 'slow') return
      if (mood === 'closed') return void request.socket.destroy()
      const send = (status: number, body: string) => {
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(body)
      }
      if (mood === 'broken') return send(200, '<html>')
      if (mood === 'garbage') return send(500, '\u0000<html>')
      if (mood === 'down')
        return send(
          500,
          JSON.stringify({ actionSucceed: false, errorWrappers: [{ error: 'MS_UNAVAILABLE' }] })
        )
      const { countryCode, vatNumber, requesterNumber } = question
      const valid = mood !== 'invalid'
      send(
        200,
        JSON.stringify({
          countryCode,
          vatNumber: mood === 'other_id' ? '1' : vatNumber,
          requestDate: '2026-11-26T12:00:00.000Z',
          valid,
          requestIdentifier: requesterNumber ? 'WAPIAAAAX1' : '',
          name: valid ? 'SunCo SARL' : '---',
          address: valid ? '1 rue A\n75001 Paris' : '---',
        })
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    mood: (mood, state = '*') => void moods.set(state, mood),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
