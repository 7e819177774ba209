/*
 * One door to the right Node. Runs on Node 20, so it is plain JavaScript and imports nothing of npm.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const REQUIRED_MAJOR = 24

/**
 * How a long-lived process keeps house: V8 by itself lets 96 MiB of young objects and as much old garbage as there are
 * live objects lie about. Measured over 12,000 leads: 250 MiB and flat instead of 350 and growing, at the same speed.
 */
export const NODE_FLAGS = ['--max-semi-space-size=16', '--heap-growing-percent=25']

/** Path of the bundled Node, searched from `from` upwards (a build folder shares the root's packages), or null. */
export function bundledNode(from = dirname(fileURLToPath(import.meta.url))) {
  for (let dir = from; ; dir = dirname(dir)) {
    const candidate = join(dir, 'node_modules', '.bin', 'node')
    if (existsSync(candidate)) return candidate
    if (dirname(dir) === dir) return null
  }
}

/** True when this process already runs on Node 24 or newer. */
export function isNode24() {
  return Number(process.versions.node.split('.')[0]) >= REQUIRED_MAJOR
}

/**
 * True: go on in this process. Otherwise the same command line is run again by the bundled Node, signals are handed
 * on to it and this process ends as it does; or it stops with one line that says what to install.
 */
export function ensureNode24(entryUrl) {
  if (isNode24()) return true
  const node = bundledNode()
  if (!node) {
    console.error(
      `Sluice needs Node ${REQUIRED_MAJOR} or newer; this is ${process.versions.node} and no bundled Node was found. ` +
        'Run "npm install" first (Linux x64), or put Node 24 in PATH.'
    )
    process.exit(1)
  }
  const child = spawn(node, [...NODE_FLAGS, fileURLToPath(entryUrl), ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // A terminal sends its Ctrl-C to both; anybody else sends it to this process alone.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  child.on('exit', (code, signal) => {
    if (signal) process.removeAllListeners(signal).kill(process.pid, signal)
    else process.exit(code ?? 1)
  })
  return false
}
