/*
 * The board of a pipeline with many leads: how long the server takes to open it, to give the next cards and to say what is
 * new. The leads are written beside the app; nearly all of them stand in two of the stages.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { builtApp } from './built_app.mjs'
import { OWNER, open, seed, signIn, time } from './leads.mjs'
import { blueprint } from './sample.mjs'
import { heading, note, number, table } from './table.mjs'
import { withDatabase } from './with_database.mjs'

const STAGES = ['new', 'contacted', 'qualified', 'won', 'lost']
const HOUR = 3_600_000

export async function board({ build, folder, full, databaseUrl }) {
  const count = full ? 1_000_000 : 100_000
  heading(`Board, ${number(count)} leads in a pipeline of ${STAGES.length} stages`)
  const measured = [['SQLite', await measure({ build, folder: join(folder, 'board'), count })]]
  if (databaseUrl)
    await withDatabase(databaseUrl, 'board', async (url) => {
      const options = { build, folder: join(folder, 'board-pg'), count, databaseUrl: url }
      measured.push(['PostgreSQL', await measure(options)])
    })
  const [[, first]] = measured
  table(
    ['request', ...measured.flatMap(([name]) => [`${name} ms`, 'highest'])],
    first.answers.map(({ name }, i) => [
      name,
      ...measured.flatMap(([, { answers }]) => [number(answers[i].ms), number(answers[i].highest)]),
    ])
  )
  for (const [name, { counts, cards }] of measured) {
    note(`${name}, counts: ${counts}`)
    note(`${name}, cards: ${cards}`)
  }
  note(
    'Times are of whole requests on the loopback: session, rows with their sales, page or JSON. Medians and highest of 7.'
  )
}

async function measure({ build, folder, count, databaseUrl }) {
  const app = await builtApp({ build, folder, databaseUrl })
  const made = await app.ace(['account:create', 'team', '--currency', 'EUR', '--owner', OWNER])
  const plan = blueprint(5, 'http://127.0.0.1:9')
  const stages = STAGES.map((key) => ({ key }))
  const entities = plan.entities.map(({ stages: _, ...entity }) => ({
    ...entity,
    pipelines: [{ key: 'sales', name: 'Sales', stages }],
  }))
  const document = join(folder, 'team.json')
  await writeFile(document, JSON.stringify({ ...plan, entities }))
  await app.ace(['blueprint:apply', document, '--account', 'team'])
  const password = /Password\s+(\S+)/.exec(made)[1]
  const database = await open(databaseUrl ?? join(folder, 'sluice.sqlite3'), Boolean(databaseUrl))
  await seed(database, count, (n, at) => ({
    stage: STAGES[n % 20 ? (n % 2 ? 0 : 4) : (n / 20) % STAGES.length],
    stage_since: at + (n % 48) * HOUR,
  }))
  await database.settle()
  const { entity } = await database.prepare()
  const of = `from leads where entity_id = '${entity}' and stage is not null and erased_at is null`
  const counts = await database.plan(
    `select stage, count(*) as n ${of} and stage in (${STAGES.map((key) => `'${key}'`)}) group by stage`
  )
  const cards = await database.plan(
    `select * ${of} and stage = 'new' order by stage_since desc, id desc limit 31`
  )
  await database.close()
  await app.start()
  const ask = await signIn(app.url, password)
  const answers = []
  const json = (path, params) =>
    `/leads/board/${path}?${new URLSearchParams({ entity: 'solar', ...params })}`
  const far = Buffer.from(`after:${Date.now() - 60 * 24 * HOUR}:lead_`).toString('base64url')
  for (const [name, path] of [
    ['open the page', '/leads/board'],
    ['the next 30 cards', json('column', { stage: 'new' })],
    ['cards far below', json('column', { stage: 'new', cursor: far })],
    ['what is new', json('news', { since: String(Date.now()) })],
    ['open with a filter: sold', '/leads/board?status=sold'],
    ['open with a filter: text', '/leads/board?q=ada'],
  ])
    answers.push({ name, ...(await time(ask, path)) })
  await app.stop()
  return { answers, counts, cards }
}
