/*
 * The load generator: keeps so many leads in flight until all are answered, and tells how long each took.
 * Arguments: JSON { url, path, headers, entity, partners, inFlight, leads, tag, wait }.
 */
import { Pool } from 'undici'
import { leadValues } from './sample.mjs'

const job = JSON.parse(process.argv[2])
const pool = new Pool(job.url, { connections: job.inFlight, pipelining: 1, headersTimeout: 60_000 })
const times = new Float64Array(job.leads)
const statuses = {}
let next = 0

async function one() {
  while (next < job.leads) {
    const n = next++
    const body = JSON.stringify({ entity: job.entity, source: 'bench', values: leadValues(n, job.partners, job.tag) })
    const started = performance.now()
    const answer = await pool.request({ path: job.path, method: 'POST', headers: job.headers, body })
    const text = await answer.body.text()
    times[n] = performance.now() - started
    const sold = answer.statusCode < 300 && /"status":\s*"sold"/.test(text)
    const kind = sold ? 'sold' : `HTTP ${answer.statusCode}`
    statuses[kind] = (statuses[kind] ?? 0) + 1
  }
}

const started = performance.now()
await Promise.all(Array.from({ length: job.inFlight }, one))
const seconds = (performance.now() - started) / 1000
await pool.close()
times.sort()
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))]
process.stdout.write(
  `${JSON.stringify({ rate: job.leads / seconds, p50: at(0.5), p99: at(0.99), seconds, statuses })}\n`
)
