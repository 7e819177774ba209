/*
 * Processes under measurement: started apart from each other, watched through /proc, ended by their own ids.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

const TICKS_PER_SECOND = 100
const running = new Set()

/** Starts a script in a process of its own; what it prints on stderr is shown, unless it is to be `quiet`. */
export function start(script, args = [], { env = {}, cwd, quiet = false, flags = [] } = {}) {
  const child = spawn(process.execPath, [...flags, script, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', quiet ? 'ignore' : 'inherit'],
  })
  running.add(child)
  child.on('exit', () => running.delete(child))
  return child
}

/** Runs a script to its end; answers what it printed. `watch` is called with its pid now and then. */
export async function run(script, args, options = {}) {
  const child = start(script, args, options)
  let out = ''
  child.stdout.on('data', (chunk) => (out += chunk))
  const timer = options.watch && setInterval(() => options.watch(child.pid), 100)
  const code = await new Promise((resolve) => child.on('close', resolve))
  clearInterval(timer)
  if (code !== 0) throw new Error(`${script} ${args.join(' ')} ended with ${code}\n${out}`)
  return out
}

export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await gone
  clearTimeout(late)
}

export const stopAll = () => Promise.all([...running].map(stop))

/** Seconds of processor time a process has used so far, in user and kernel mode. */
export function cpuSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** Resident memory in MiB; 0 when the process is gone. */
export function memory(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

export async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Resolves with the milliseconds until the address answers 200. */
export async function answers(url, child, deadlineMs = 60_000) {
  const started = performance.now()
  for (;;) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode} before it answered`)
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return performance.now() - started
    if (performance.now() - started > deadlineMs) throw new Error(`${url} does not answer`)
    await pause(20)
  }
}

/** Starts a script that prints a line of JSON when it is ready, and answers that too. */
export async function startReady(script, args, options) {
  const child = start(script, args, options)
  const told = await new Promise((resolve, reject) => {
    let out = ''
    child.stdout.on('data', (chunk) => {
      out += chunk
      if (out.includes('\n')) resolve(JSON.parse(out.slice(0, out.indexOf('\n'))))
    })
    child.on('exit', (code) => reject(new Error(`${script} ended with ${code}`)))
  })
  return { child, ...told }
}
