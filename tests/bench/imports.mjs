/*
 * A file of leads, from its upload through check and run: how many rows a second, what the process needs meanwhile, and
 * what an undo takes.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { builtApp } from './built_app.mjs'
import { memory } from './processes.mjs'
import { blueprint, leadValues } from './sample.mjs'
import { heading, note, number, table } from './table.mjs'

export async function imports({ build, folder, full }) {
  const rows = Number(process.env.BENCH_IMPORT_ROWS ?? (full ? 1_000_000 : 200_000))
  heading(`Import of ${number(rows)} rows of 20 columns, CSV`)
  const app = await builtApp({ build, folder: join(folder, 'imports') })
  const { authorization } = await app.account('list', blueprint(5, 'http://127.0.0.1:9'))
  await app.start()
  const file = join(folder, 'leads.csv')
  await writeRows(file, rows)
  const ask = async (method, path, body) => {
    const headers = { authorization, ...(body && { 'content-type': 'text/csv' }) }
    const answer = await fetch(`${app.url}/api/v1${path}`, {
      method,
      headers,
      body,
      duplex: 'half',
    })
    const told = await answer.json()
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(told)}`)
    return told
  }
  const [pid] = app.pids()
  const measured = []
  const measure = async (what, n, work) => {
    const samples = [memory(pid)]
    const timer = setInterval(() => samples.push(memory(pid)), 250)
    const began = performance.now()
    const result = await work()
    clearInterval(timer)
    const seconds = (performance.now() - began) / 1000
    const at = (share) => number(samples[Math.floor((samples.length - 1) * share)])
    const memories = [at(0), at(0.25), at(0.5), at(0.75), at(1), number(Math.max(...samples))]
    measured.push([what, number(n), number(seconds, 1), number(n / seconds), ...memories])
    return result
  }
  const ended = async (id) => {
    for (;;) {
      const state = await ask('GET', `/imports/${id}`)
      if (!['checking', 'running', 'undoing'].includes(state.status)) return state
      await pause(250)
    }
  }
  const order = async (id, action) => {
    await ask('POST', `/imports/${id}/${action}`)
    return ended(id)
  }
  const { id } = await measure('upload', rows, () =>
    ask('POST', '/imports?entity=solar&name=leads.csv', createReadStream(file))
  )
  await measure('check', rows, () => order(id, 'check'))
  const done = await measure('run', rows, () => order(id, 'run'))
  if (process.env.BENCH_IMPORT_UNDO) await measure('undo', rows, () => order(id, 'undo'))
  await app.stop()
  table(
    [
      'step',
      'rows',
      's',
      'rows/s',
      'MiB before',
      'at 1/4',
      'at 1/2',
      'at 3/4',
      'at the end',
      'highest',
    ],
    measured
  )
  const { created, duplicates, bad } = done.result
  const { size } = await stat(file)
  note(
    `${number(size / 2 ** 20)} MiB; ${number(created)} stored, ${number(duplicates)} duplicates, ${number(bad)} bad. An import rests a quarter of its time for leads that come in.`
  )
}

async function writeRows(file, rows) {
  const out = createWriteStream(file)
  const columns = Object.keys(leadValues(0, 5, 'import'))
  out.write(`${columns.join(',')}\n`)
  for (let n = 0; n < rows; n++) {
    const values = Object.values(leadValues(n, 5, 'import'))
    const line = values.map((one) => `"${String(one).replaceAll('"', '""')}"`).join(',')
    if (!out.write(`${line}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}
