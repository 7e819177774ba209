import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { type Server, createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { ZONE } from './zone.js'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../../..')
const build = join(root, 'build')

export interface BuiltApp {
  url: string
  account: string
  email: string
  password: string
  token: string
  /** Folder of everything it writes. */
  storage: string
  /** An ace command of the built app; resolves with what it printed. */
  ace(...args: string[]): Promise<string>
  /** What the server wrote so far. */
  log(): string
  /** Another server process on the same storage, which a test may end; resolves when it answers. */
  another(): Promise<AnotherServer>
}

export interface AnotherServer {
  url: string
  /** Ends it as a process manager does; resolves with its exit code and how long it took, in ms. */
  end(): Promise<{ code: number | null; took: number }>
}

let running: { app: BuiltApp; stop: () => Promise<void> } | null = null

/** The app as users get it: built, in a process of its own, on a free port, with an account of its own. */
export function builtApp(): BuiltApp {
  if (!running) throw new Error('The built app is started by the browser suite only')
  return running.app
}

/** Settings of a server that keeps all it writes in one folder. */
export const environment = (storage: string, port: number) => ({
  PATH: process.env.PATH,
  NODE_ENV: 'production',
  ENV_PATH: storage,
  APP_KEY: 'browser-tests-guard-nothing-0123456789',
  STORAGE_PATH: storage,
  HOST: '127.0.0.1',
  PORT: String(port),
  LOG_LEVEL: 'warn',
  DEMO: 'false',
  SIGN_UP: 'open',
  DELIVERY_ALLOW_PRIVATE: '127.0.0.0/8',
  VIES_URL: 'off', // nothing leaves this machine
})

/** Starts it; resolves with what stops it and removes its storage. */
export async function startBuiltApp(): Promise<() => Promise<void>> {
  await mkdir(join(root, 'tmp'), { recursive: true })
  const storage = await mkdtemp(join(root, 'tmp/browser-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = environment(storage, port)
  const ace = async (...args: string[]) => {
    const { stdout } = await run(process.execPath, ['ace.js', ...args], { cwd: build, env })
    return stdout
  }

  await ace('migration:run', '--force')
  const email = 'ann@sluice.example'
  const made = await ace('account:create', 'demo', '--name', 'Bright Leads', '--owner', email)
  const partner = await startPartner()
  const blueprint = join(storage, 'blueprint.yml')
  const text = await readFile(join(import.meta.dirname, 'blueprint.yml'), 'utf8')
  await writeFile(
    blueprint,
    text.replace('PARTNER_URL', partner.url).replaceAll('ACCOUNT_ZONE', ZONE)
  )
  await ace('blueprint:apply', blueprint, '--account', 'demo')
  const token = await ace(
    'token:create',
    '--account',
    'demo',
    '--ability',
    'leads:write,leads:read'
  )

  let output = ''
  const server = spawn(process.execPath, ['bin/server.js'], { cwd: build, env })
  server.stdout.on('data', (chunk) => (output += chunk))
  server.stderr.on('data', (chunk) => (output += chunk))
  const stop = async () => {
    if (server.exitCode === null) {
      server.kill('SIGTERM')
      await once(server, 'exit')
    }
    partner.server.close()
    await rm(storage, { recursive: true, force: true })
  }
  await untilReady(url, server, () => output)

  const password = /Password\s+(\S+)/.exec(made)![1]
  const another = async (): Promise<AnotherServer> => {
    const own = await freePort()
    const second = spawn(process.execPath, ['bin/server.js'], {
      cwd: build,
      env: { ...env, PORT: String(own) },
      stdio: 'ignore',
    })
    await untilReady(`http://127.0.0.1:${own}`, second, () => '')
    const end = async () => {
      const from = Date.now()
      second.kill('SIGTERM')
      const [code] = (await once(second, 'exit')) as [number | null]
      return { code, took: Date.now() - from }
    }
    return { url: `http://127.0.0.1:${own}`, end }
  }
  const app = {
    url,
    account: 'demo',
    email,
    password,
    token: token.trim(),
    storage,
    ace,
    log: () => output,
    another,
  }
  running = { app, stop }
  return stop
}

/** Resolves once a server answers; throws when it ended instead. */
export async function untilReady(url: string, server: ChildProcess, log: () => string) {
  for (let tries = 0; tries < 300; tries++) {
    if (server.exitCode !== null) throw new Error(`The built server ended:\n${log()}`)
    const answer = await fetch(`${url}/health/live`).catch(() => null)
    if (answer?.ok) return
    await pause(100)
  }
  throw new Error(`The built server did not answer within 30 s:\n${log()}`)
}

/** A partner that takes every lead. */
async function startPartner(): Promise<{ server: Server; url: string }> {
  const server = createHttpServer((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json')
      response.end('{"status":"accepted","id":"buyer-77"}')
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/leads` }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}
