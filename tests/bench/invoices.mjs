/*
 * Invoices: a run over a year's sales of many partners, and how fast drafts get their numbers. The ledger is written
 * beside the app, as sales would have left it.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { builtApp } from './built_app.mjs'
import { billingBlueprint, openLedger, seedPostings, summedUp } from './ledger.mjs'
import { memory } from './processes.mjs'
import { heading, note, number, table } from './table.mjs'
import { withDatabase } from './with_database.mjs'

const PARALLEL = 20
const MONTH = '2026-10'

export async function invoices({ build, folder, full, databaseUrl }) {
  const size = full
    ? { postings: 1_000_000, partners: 1_000 }
    : { postings: 100_000, partners: 300 }
  heading(`Invoices, ${number(size.postings)} postings, ${number(size.partners)} partners`)
  const measured = [['SQLite', await measure({ build, folder: join(folder, 'invoices'), ...size })]]
  if (databaseUrl)
    await withDatabase(databaseUrl, 'invoices', async (url) => {
      const options = { build, folder: join(folder, 'invoices-pg'), ...size, databaseUrl: url }
      measured.push(['PostgreSQL', await measure(options)])
    })
  table(
    [
      'database',
      'drafts',
      'run s',
      'postings/s',
      'MiB before',
      'MiB highest',
      'finalized/s',
      'gaps',
    ],
    measured.map(([name, one]) => [
      name,
      number(one.drafts),
      number(one.seconds, 1),
      number(size.postings / one.seconds),
      number(one.before),
      number(one.highest),
      number(one.finalized),
      one.gaps,
    ])
  )
  note(
    `The run is one POST /invoices/generate, from the request to its answer, with the days summed up before. Finalizing: each draft by a request of its own, ${PARALLEL} at a time; gaps are numbers that are missing or there twice.`
  )
}

async function measure({ build, folder, postings, partners, databaseUrl }) {
  const app = await builtApp({ build, folder, databaseUrl })
  await app.ace(['account:create', 'team', '--country', 'DE', '--currency', 'EUR'])
  const file = join(folder, 'team.json')
  await writeFile(file, JSON.stringify(billingBlueprint(partners)))
  await app.ace(['blueprint:apply', file, '--account', 'team'])
  const abilities = 'billing:read,billing:write'
  const token = await app.ace(['token:create', '--account', 'team', '--ability', abilities])
  const open = () => openLedger(databaseUrl ?? join(folder, 'sluice.sqlite3'), Boolean(databaseUrl))
  const database = await open()
  await seedPostings(database, postings, (n) => `${MONTH}-${String((n % 31) + 1).padStart(2, '0')}`)
  await database.close()
  await app.start()
  const looking = await open()
  await summedUp(looking, `${MONTH}-31`)
  await looking.close()
  const headers = { 'authorization': `Bearer ${token.trim()}`, 'content-type': 'application/json' }
  const post = async (path, body) => {
    const options = { method: 'POST', headers, body: body && JSON.stringify(body) }
    const answer = await fetch(`${app.url}/api/v1/invoices${path}`, options)
    const told = await answer.json()
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(told)}`)
    return told
  }

  const before = memory(app.server.pid)
  let highest = before
  const watch = setInterval(() => (highest = Math.max(highest, memory(app.server.pid))), 250)
  const began = performance.now()
  const { data } = await post('/generate', { from: `${MONTH}-01`, to: `${MONTH}-31` })
  const seconds = (performance.now() - began) / 1000
  clearInterval(watch)

  const queue = data.map(({ id }) => id)
  const numbers = []
  const start = performance.now()
  await Promise.all(
    Array.from({ length: PARALLEL }, async () => {
      for (let id = queue.shift(); id; id = queue.shift())
        numbers.push((await post(`/${id}/finalize`)).number)
    })
  )
  const finalized = numbers.length / ((performance.now() - start) / 1000)
  await app.stop()
  const order = numbers.map((text) => Number(text.split('-').at(-1))).sort((a, b) => a - b)
  const gaps = order.filter((n, i) => n !== i + 1).length
  return { drafts: data.length, seconds, before, highest, finalized, gaps }
}
