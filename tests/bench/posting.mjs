/*
 * `lead:post` of the UCI contacts to partners that accept, and what the process needs meanwhile.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { builtApp } from './built_app.mjs'
import { memory } from './processes.mjs'
import { heading, number, table } from './table.mjs'

const SANDBOX = 'http://127.0.0.1:3333/sandbox/partners'

/** The file to post: the whole set where BENCH_UCI names it, else the slice of the tests again and again. */
async function input(root, folder, full) {
  if (process.env.BENCH_UCI) return { file: process.env.BENCH_UCI, what: 'UCI file' }
  const [header, ...rows] = (await readFile(join(root, 'tests/fixtures/uci_bank_marketing_slice.csv'), 'utf8')).trim().split('\n')
  const times = full ? 28 : 6
  const file = join(folder, 'contacts.csv')
  await writeFile(file, [header, ...Array.from({ length: times }, () => rows).flat()].join('\n'))
  return { file, what: `slice × ${times}` }
}

export async function posting({ root, build, folder, partnerUrl, full }) {
  heading('lead:post to partners')
  const app = await builtApp({ build, folder: join(folder, 'posting') })
  const text = await readFile(join(root, 'database/blueprints/uci_bank_marketing.yml'), 'utf8')
  const document = parse(text.replaceAll(SANDBOX, partnerUrl))
  // Full caps would leave most rows unsold: here every row shall reach its partners.
  for (const one of [...document.partners, ...document.profiles.flatMap(({ assignments }) => assignments)]) delete one.caps
  await app.account('post', document)
  const { file, what } = await input(root, folder, full)
  const samples = []
  const out = await app.ace(['lead:post', file, '--account', 'post', '--entity', 'bank_contact'], {
    quiet: true,
    watch: (pid) => samples.push(memory(pid)),
  })
  const [, rows, rate] = /: ([\d,]+) rows in .*?\(([\d,]+)\/s\)/.exec(out)
  const used = samples.filter((mib) => mib > 0)
  const at = (share) => number(used[Math.floor((used.length - 1) * share)])
  table(
    ['file', 'rows', 'rows/s', 'MiB at 1/4', 'at 1/2', 'at 3/4', 'at the end', 'highest'],
    [[what, rows, rate, at(0.25), at(0.5), at(0.75), at(1), number(Math.max(...used))]]
  )
}
