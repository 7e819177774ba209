import { mkdtemp, rm } from 'node:fs/promises'
import { type IncomingMessage, type Server, createServer, request } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Mood = 'well' | 'broken' | 'silent' | 'cut'

/** A real server that speaks S3, behind a door that can be shut. Its keys are `S3RVER` and `S3RVER`. */
export interface S3Server {
  endpoint: string
  bucket: string
  /** `broken` answers 500, `silent` nothing at all, `cut` hangs up in the middle of what it is given; `for` so many requests, then it is well. */
  be(mood: Mood, requests?: number): void
  /** Requests so far. */
  asked: string[]
  close(): Promise<void>
}

interface Rver {
  configureBuckets(): Promise<unknown>
  callback(): (incoming: IncomingMessage, answer: unknown) => void
}

export async function s3Server(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-s3-'))
  // It has no types.
  const Rver = createRequire(import.meta.url)('@20minutes/s3rver') as new (o: object) => Rver
  const rver = new Rver({
    ...{ directory, silent: true, configureBuckets: [{ name: 'papers' }] },
  })
  await rver.configureBuckets()
  const inner = createServer(rver.callback())
  const behind = await listen(inner)
  let mood: Mood = 'well'
  let left = Infinity
  const asked: string[] = []
  const door = createServer((incoming, answer) => {
    asked.push(`${incoming.method} ${incoming.url}`)
    if (mood !== 'well' && left-- <= 0) mood = 'well'
    if (mood === 'silent') return
    if (mood === 'cut') {
      incoming.once('data', () => incoming.destroy())
      incoming.once('end', () => incoming.destroy())
      return
    }
    if (mood === 'broken') {
      answer.writeHead(500).end()
      return
    }
    const options = { method: incoming.method, path: incoming.url, headers: incoming.headers }
    const onward = request({ host: '127.0.0.1', port: behind, ...options }, (from) => {
      answer.writeHead(from.statusCode!, from.headers)
      from.pipe(answer)
    })
    onward.once('error', () => answer.destroy())
    incoming.pipe(onward)
  })
  return {
    endpoint: `http://127.0.0.1:${await listen(door)}`,
    bucket: 'papers',
    asked,
    be(next, requests = Infinity) {
      mood = next
      left = requests
    },
    async close() {
      for (const server of [door, inner]) {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
