import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { run } from './processes.mjs'
import { heading, note, number, table } from './table.mjs'

const SIZES = [10, 1_000, 10_000]

/** Rules alone, beside two libraries that do the same. */
export async function judging({ build, full }) {
  heading('Judging, one core: 20-field lead, 3 conditions per assignment')
  const job = { build, sizes: SIZES, seconds: full ? 3 : 0.7 }
  const results = JSON.parse(await run(fileURLToPath(new URL('rules.mjs', import.meta.url)), [JSON.stringify(job)]))
  const systems = [...new Set(results.map(({ system }) => system))]
  const cell = (system, size) => {
    const { rate } = results.find((one) => one.system === system && one.size === size)
    return number(rate, rate < 100 ? 1 : 0)
  }
  table(
    ['leads/s', ...SIZES.map((size) => `${number(size)} assignments`)],
    systems.map((system) => [system, ...SIZES.map((size) => cell(system, size))])
  )
  const large = results.find((one) => one.size === SIZES[2] && one.system === 'Sluice, all matches')
  const version = (name) => createRequire(import.meta.url)(`${name}/package.json`).version
  note(
    `The index of ${number(SIZES[2])} assignments is built in ${number(large.buildMs)} ms; ${number(large.matches)} of them match a lead. ` +
      `json-rules-engine ${version('json-rules-engine')}, json-logic-js ${version('json-logic-js')}: all matches.`
  )
}
