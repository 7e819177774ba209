/*
 * `npm run bench`: the product's own measurements, beside a floor and its peers. Prints tables and writes nothing into
 * the repository but the build. `--full` takes its time; `--only=sqlite,postgres,judging,posting,imports,standing,leads,board,backtest,invoices,e_invoices,revenue` picks.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ensureNode24 } from './node24.mjs'
import { ensureBuilt, ensureInstalled, main, root } from './setup.mjs'

const PARTS = ['sqlite', 'postgres', 'judging', 'posting', 'imports', 'standing', 'leads', 'board', 'backtest', 'invoices', 'e_invoices', 'revenue']

async function bench() {
  const full = process.argv.includes('--full')
  const only = process.argv
    .find((arg) => arg.startsWith('--only='))
    ?.slice('--only='.length)
    .split(',')
  const wrong = only?.find((part) => !PARTS.includes(part))
  if (wrong !== undefined) throw new Error(`--only=${wrong}: there are ${PARTS.join(', ')}`)
  const wanted = (part) => !only || only.includes(part)
  // BENCH_BUILD: the folder of another build, to measure an older version with the same bench.
  const build = process.env.BENCH_BUILD ?? join(root, 'build')
  if (!process.env.BENCH_BUILD) await ensureBuilt()

  const { startReady, stopAll } = await import('../tests/bench/processes.mjs')
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'))
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () =>
      stopAll().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143))
    )
  try {
    conditions(full)
    const partner = await startReady(join(root, 'tests/bench/partner.mjs'), [])
    const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env
    const options = { root, build, folder, full, partnerUrl: partner.url, databaseUrl, redisUrl }
    const { onSqlite, onPostgres } = await import('../tests/bench/end_to_end.mjs')
    const { judging } = await import('../tests/bench/judging.mjs')
    const { posting } = await import('../tests/bench/posting.mjs')
    const { imports } = await import('../tests/bench/imports.mjs')
    const { standing } = await import('../tests/bench/standing.mjs')
    const { leads } = await import('../tests/bench/leads.mjs')
    const { board } = await import('../tests/bench/board.mjs')
    const { backtests } = await import('../tests/bench/backtest.mjs')
    const { invoices } = await import('../tests/bench/invoices.mjs')
    const { eInvoices } = await import('../tests/bench/e_invoices.mjs')
    const { revenue } = await import('../tests/bench/revenue.mjs')
    if (wanted('sqlite')) await onSqlite(options)
    if (wanted('postgres')) await onPostgres(options)
    if (wanted('judging')) await judging(options)
    if (wanted('posting')) await posting(options)
    if (wanted('imports')) await imports(options)
    if (wanted('standing')) await standing(options)
    if (wanted('leads')) await leads(options)
    if (wanted('board')) await board(options)
    if (wanted('backtest')) await backtests(options)
    if (wanted('invoices')) await invoices(options)
    if (wanted('e_invoices')) await eInvoices(options)
    if (wanted('revenue')) await revenue(options)
  } finally {
    await stopAll()
    await rm(folder, { recursive: true, force: true })
  }
}

function conditions(full) {
  const require = createRequire(import.meta.url)
  const version = (name) => `${name} ${require(`${name}/package.json`).version}`
  const [cpu] = cpus()
  process.stdout.write(
    [
      `# Sluice bench, ${new Date().toISOString().slice(0, 10)}${full ? ', full' : ''}`,
      '',
      `${cpus().length} × ${cpu.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, load ${loadavg()[0].toFixed(1)} at the start`,
      `Node ${process.versions.node}, ${['better-sqlite3', 'undici', 'pg'].map(version).join(', ')}`,
      'Load generator, partners, server and database share the machine: compare within a run. Medians of the runs.',
      '',
    ].join('\n')
  )
}

if (process.versions.node.split('.')[0] < 24) await ensureInstalled()
if (ensureNode24(import.meta.url)) await main(bench)
