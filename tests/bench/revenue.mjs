/*
 * The revenue report over a year of sales, when its days are summed up: the whole request. The ledger is written beside
 * the app, as sales would have left it.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { builtApp } from './built_app.mjs'
import { billingBlueprint, openLedger, seedPostings, summedUp } from './ledger.mjs'
import { memory } from './processes.mjs'
import { heading, note, number, table } from './table.mjs'
import { withDatabase } from './with_database.mjs'

const TIMES = 7
const DAYS = 365
const DAY = 86_400_000
const dateOf = (ms) => new Date(ms).toISOString().slice(0, 10)

export async function revenue({ build, folder, full, databaseUrl }) {
  const size = full
    ? { postings: 1_000_000, partners: 1_000 }
    : { postings: 100_000, partners: 300 }
  heading(`Revenue report, ${number(size.postings)} postings, ${number(size.partners)} partners`)
  const measured = [['SQLite', await measure({ build, folder: join(folder, 'revenue'), ...size })]]
  if (databaseUrl)
    await withDatabase(databaseUrl, 'revenue', async (url) => {
      const options = { build, folder: join(folder, 'revenue-pg'), ...size, databaseUrl: url }
      measured.push(['PostgreSQL', await measure(options)])
    })
  table(
    ['database', 'a year by', 'median ms', 'highest', 'first', 'MiB', 'summed up in s'],
    measured.flatMap(([name, { rows, memory: used, seconds }]) =>
      rows.map(({ by, times }) => {
        const sorted = [...times].sort((a, b) => a - b)
        return [
          name,
          by,
          number(sorted[Math.floor(sorted.length / 2)]),
          number(sorted.at(-1)),
          number(times[0]),
          number(used),
          number(seconds, 1),
        ]
      })
    )
  )
  note(
    'Whole requests of GET /reports/revenue. Days are summed up behind the app, at rest between them.'
  )
}

async function measure({ build, folder, postings, partners, databaseUrl }) {
  const app = await builtApp({ build, folder, databaseUrl })
  await app.ace(['account:create', 'team', '--country', 'DE', '--currency', 'EUR'])
  const file = join(folder, 'team.json')
  await writeFile(file, JSON.stringify(billingBlueprint(partners)))
  await app.ace(['blueprint:apply', file, '--account', 'team'])
  const token = await app.ace(['token:create', '--account', 'team', '--ability', 'reports:read'])
  const open = () => openLedger(databaseUrl ?? join(folder, 'sluice.sqlite3'), Boolean(databaseUrl))
  const database = await open()
  const today = Math.floor(Date.now() / DAY)
  await seedPostings(database, postings, (n) => dateOf((today - DAYS + 1 + (n % DAYS)) * DAY))
  await database.close()
  await app.start()
  const looking = await open()
  const seconds = await summedUp(looking, dateOf((today - 2) * DAY))
  await looking.close()
  const rows = []
  const range = `from=${dateOf((today - DAYS + 1) * DAY)}&to=${dateOf(today * DAY)}`
  for (const by of ['partner', 'profile', 'day', 'month']) {
    const times = []
    for (let n = 0; n < TIMES; n++) {
      const asked = performance.now()
      const answer = await fetch(`${app.url}/api/v1/reports/revenue?${range}&group_by=${by}`, {
        headers: { authorization: `Bearer ${token.trim()}` },
      })
      const { total } = await answer.json()
      times.push(performance.now() - asked)
      if (total.delivered !== postings) throw new Error(`${by}: ${JSON.stringify(total)}`)
    }
    rows.push({ by, times })
  }
  const used = memory(app.server.pid)
  await app.stop()
  return { rows, memory: used, seconds }
}
