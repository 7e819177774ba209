import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { environment, freePort, untilReady } from '../built_app.js'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../../../..')
const build = join(root, 'build')

export interface DemoApp {
  url: string
  email: string
  password: string
  ace(...args: string[]): Promise<string>
  api(method: string, path: string, body?: object): Promise<any>
  stop(): Promise<void>
}

/** The built app with the demo in it, on storage of its own. */
export async function startDemoApp(): Promise<DemoApp> {
  await mkdir(join(root, 'tmp'), { recursive: true })
  const storage = await mkdtemp(join(root, 'tmp/pictures-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  // With the partners the demo sells to.
  const env = { ...environment(storage, port), DEMO: 'true' }
  const ace = async (...args: string[]) => {
    const { stdout } = await run(process.execPath, ['ace.js', ...args], { cwd: build, env })
    return stdout
  }
  await ace('migration:run', '--force')
  const said = await ace('demo:load')
  await ace('account:create', 'nordlicht', ...client('Nordlicht Wärmepumpen', 'nordlicht'))
  await ace('account:create', 'rheinschutz', ...client('Rheinschutz Vorsorge', 'rheinschutz'))
  const [, email, password] = /Login\s+(\S+)[\s\S]*?Password\s+(\S+)/.exec(said)!
  const [, token] = /Bearer ([^']+)'/.exec(said)!
  let output = ''
  const server = spawn(process.execPath, ['bin/server.js'], { cwd: build, env })
  server.stdout.on('data', (chunk) => (output += chunk))
  server.stderr.on('data', (chunk) => (output += chunk))
  await untilReady(url, server, () => output)
  return {
    ...{ url, email, password, ace },
    async api(method, path, body) {
      const answer = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' },
        body: body && JSON.stringify(body),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
      return text ? JSON.parse(text) : null
    },
    async stop() {
      server.kill('SIGTERM')
      if (server.exitCode === null) await once(server, 'exit')
      await rm(storage, { recursive: true, force: true })
    },
  }
}

const client = (name: string, key: string) => [
  ...['--name', name, '--country', 'DE', '--owner', `leitung@${key}.example`],
  ...['--agency', 'demo'],
]
