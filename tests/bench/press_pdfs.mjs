/* A process of its own for the PDFs of the bench; prints its results as a line of JSON. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { cpuSeconds } from './processes.mjs'

const AT_ONCE = 4
const { build, storage, lines, count } = JSON.parse(process.argv[2])
Object.assign(process.env, {
  ...{ NODE_ENV: 'production', APP_KEY: 'bench-key-that-guards-nothing-0123456789' },
  ...{ STORAGE_PATH: storage, ENV_PATH: storage },
})
const load = (path) => import(pathToFileURL(join(build, path)).href)
const { fakeDocument } = await load('app/sdk/testing/fake_documents.js')
const { DocumentPress } = await load('app/billing/documents/pdf/document_press.js')
const { default: cii } = await load('plugins/documents/cii.js')
const press = new DocumentPress()

async function print(turn) {
  const [line] = fakeDocument().lines
  const document = fakeDocument({
    number: `INV-2026-${turn}`,
    lines: Array.from({ length: lines }, (_, i) => ({ ...line, position: i + 1 })),
  })
  const xml = Buffer.from(cii.render(document, {}).bytes)
  const pdf = await press.print({ document, xml, at: Date.now(), deadlineMs: 60_000 })
  if (pdf.length < 20_000) throw new Error('printed nothing')
}

/** This process and everything it started. */
function processes() {
  const parents = new Map()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
      parents.set(Number(pid), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {
      // It ended meanwhile.
    }
  }
  const family = new Set([process.pid])
  for (let known = 0; known < family.size;) {
    known = family.size
    for (const [pid, parent] of parents) if (family.has(parent)) family.add(pid)
  }
  return [...family]
}
const sum = (read) => processes().reduce((total, pid) => total + read(pid), 0)
const shared = (pid) => {
  try {
    return Number(/Pss:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))[1]) / 1024
  } catch {
    return 0
  }
}

await print(0)
const first = performance.now()
await Promise.all(Array.from({ length: 20 }, (_, turn) => print(turn)))

const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
const before = sum(cpuSeconds)
const start = performance.now()
let turn = 0
let memory = 0
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    while (turn < count) {
      await print(turn++)
      if (turn % 50 === 0) memory = Math.max(memory, sum(shared))
    }
  })
)
const seconds = (performance.now() - start) / 1000
delay.disable()
memory = Math.max(memory, sum(shared))
const processor = ((sum(cpuSeconds) - before) * 1000) / count
const figures = { perSecond: count / seconds, processor, first, memory, delay: delay.max / 1e6 }
process.stdout.write(`${JSON.stringify(figures)}\n`)
process.on('SIGTERM', () => press.close().finally(() => process.exit()))
