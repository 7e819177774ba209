/*
 * What the built app needs to stand there: time until it is ready, memory idle and after many leads.
 */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { builtApp } from './built_app.mjs'
import { memory, run } from './processes.mjs'
import { blueprint } from './sample.mjs'
import { heading, median, number, table } from './table.mjs'

export async function standing({ build, folder, partnerUrl, full }) {
  heading('Start and memory')
  const app = await builtApp({ build, folder: join(folder, 'standing') })
  const headers = await app.account('stand', blueprint(5, partnerUrl))
  const starts = []
  for (let i = 0; i < 3; i++) {
    if (i > 0) await app.stop()
    await app.start()
    starts.push(app.readyMs)
  }
  await pause(3_000)
  const row = [number(median(starts) / 1000, 1), number(memory(app.server.pid))]
  const columns = ['ready after s', 'idle MiB']
  const leads = full ? 100_000 : 10_000
  const script = fileURLToPath(new URL('load.mjs', import.meta.url))
  for (const share of [0.1, 0.5, 1]) {
    const sent = columns.length === 2 ? 0 : leads * (columns.length === 3 ? 0.1 : 0.5)
    const job = { url: app.url, path: '/api/v1/leads', headers, entity: 'solar', partners: 5, inFlight: 50 }
    await run(script, [JSON.stringify({ ...job, leads: leads * share - sent, tag: `s${share}` })])
    columns.push(`after ${number(leads * share)} leads`)
    row.push(number(memory(app.server.pid)))
  }
  table(columns, [row])
  await app.stop()
}
