import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { CODE_CACHE, compiledAce, compiledApp } from '#tests/helpers/compiled_app'

/** A whole install of its own in child processes: own storage or database, own port; made to be killed. */
export interface ChildApp {
  url: string
  env: Record<string, string>
  /** Runs an ace command to its end and gives its standard output. */
  ace(...args: string[]): Promise<string>
  start(): Promise<void>
  kill(signal: NodeJS.Signals): Promise<void>
  close(): Promise<void>
}

export async function childApp(extra: Record<string, string> = {}): Promise<ChildApp> {
  const storage = await mkdtemp(join(tmpdir(), 'sluice-child-'))
  const port = await freePort()
  const database = await ownDatabase()
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    NODE_ENV: 'production',
    APP_KEY: 'child-key-that-guards-nothing-0123456789',
    HOST: '127.0.0.1',
    PORT: String(port),
    STORAGE_PATH: storage,
    DEMO: 'false',
    API_RATE_LIMIT: '0',
    LOG_LEVEL: 'error',
    NODE_COMPILE_CACHE: CODE_CACHE,
    DELIVERY_ALLOW_PRIVATE: '127.0.0.0/8',
    ...(database ? { DATABASE_URL: database.url } : {}),
    ...extra,
  }
  const url = `http://127.0.0.1:${port}`
  let server: ChildProcess | null = null

  const app: ChildApp = {
    url,
    env,
    async ace(...args) {
      const run = await compiledAce(...args)
      const { stdout } = await promisify(execFile)(process.execPath, run.args, {
        ...{ cwd: run.cwd, env, timeout: 120_000 },
      })
      return stdout.trim()
    },
    async start() {
      const child = spawn(process.execPath, ['bin/server.js'], {
        ...{ cwd: await compiledApp(), env, stdio: ['ignore', 'ignore', 'inherit'] },
      })
      server = child
      for (;;) {
        const end = child.exitCode ?? child.signalCode
        if (end !== null) throw new Error(`the app ended with ${end}`)
        const live = await fetch(`${url}/health/live`).catch(() => null)
        if (live?.ok) return
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    },
    async kill(signal) {
      const child = server
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill(signal)
      await ended
    },
    async close() {
      await app.kill('SIGKILL')
      await database?.drop()
      await rm(storage, { recursive: true, force: true })
    },
  }
  return app
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** A database beside the one the tests run on; null on SQLite, where the storage folder is enough. */
async function ownDatabase() {
  const base = process.env.DATABASE_URL
  if (!base) return null
  const name = `sluice_child_${process.pid}_${Date.now()}`
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: base })
    await client.connect()
    await client.query(sql)
    await client.end()
  }
  await run(`create database ${name}`)
  const url = new URL(base)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(`drop database if exists ${name} with (force)`) }
}
