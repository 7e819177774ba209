/*
 * `npm start`: everything from a bare clone to a running app. Later starts skip what is done. Never asks a question.
 * `npm run dev` (--dev): the same on sources, with hot reload.
 */
import { spawn } from 'node:child_process'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { NODE_FLAGS } from './node24.mjs'
import {
  ensureBuilt,
  ensureEnvFile,
  ensureInstalled,
  main,
  node,
  readSettings,
  root,
  run,
  say,
  SetupError,
} from './setup.mjs'

const dev = process.argv.includes('--dev')
const GRACE_MS = 15_000

main(async () => {
  ensureEnvFile()
  const settings = readSettings()
  const address = await freeAddress(settings)
  await ensureInstalled()
  if (!dev) await ensureBuilt()

  // The app runs in its own folder (build/ when built) and is told where the settings and the storage lie.
  const env = {
    ...process.env,
    NODE_ENV: dev ? 'development' : 'production',
    ENV_PATH: root,
    HOST: address.host,
    PORT: String(address.port),
    LOG_LEVEL: settings.LOG_LEVEL ?? 'warn',
  }
  const cwd = dev ? root : `${root}/build`
  const ace = (...args) => run([node(), 'ace.js', ...args], { env, cwd })

  const prepare = dev ? ['--import=@poppinss/ts-exec', 'bin/prepare.ts'] : ['bin/prepare.js']
  if ((await run([node(), ...prepare], { env: { ...env, LOG_LEVEL: 'silent' }, cwd })) !== 0)
    process.exit(1)

  const server = startServer(env, cwd)
  await answers(address, server)
  say(`\nSluice      ${settings.APP_URL ?? address.url}\n`)
  if (settings.DEMO !== 'false' && settings.DEMO !== '0') {
    if ((await ace('demo:load', '--if-empty')) !== 0)
      say('The demo could not be loaded; the app runs without it.')
  }
  say('Stop with Ctrl-C.')
})

/** The address to listen on. Checked before the long work: a taken port is told at once. */
async function freeAddress(settings) {
  const host = settings.HOST ?? '127.0.0.1'
  const port = Number(settings.PORT ?? 3333)
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new SetupError(`PORT must be a number from 1 to 65535, not "${settings.PORT}".`)
  }
  const problem = await new Promise((done) => {
    const probe = createServer()
    probe.once('error', (error) => done(error.code))
    probe.listen({ host, port }, () => probe.close(() => done(null)))
  })
  if (problem === 'EADDRINUSE') {
    throw new SetupError(
      `PORT ${port} is in use by another program. Choose another one: PORT=${port + 1} npm start`
    )
  }
  if (problem === 'EACCES')
    throw new SetupError(`PORT ${port} needs rights this user does not have.`)
  if (problem) throw new SetupError(`HOST "${host}" is no address of this machine (${problem}).`)
  const reached = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host) ? 'localhost' : host
  return { host, port, url: `http://${reached}:${port}` }
}

/** Starts the server in a process group of its own: a Ctrl-C reaches it once, through us, and nothing survives us. */
function startServer(env, cwd) {
  const args = dev
    ? ['ace.js', 'serve', '--hmr', '--no-clear']
    : [...NODE_FLAGS, 'bin/server.js']
  const child = spawn(node(), args, { env, cwd, stdio: 'inherit', detached: true })
  const killGroup = () => {
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // The group is gone: nothing to stop.
    }
  }
  let stopping = false
  const stop = (signal) => {
    if (stopping) return killGroup()
    stopping = true
    process.exitCode = signal === 'SIGINT' ? 130 : 143
    // Hot reload ignores polite signals and starts its server anew: only its whole group can be ended.
    if (dev) return killGroup()
    child.kill('SIGTERM')
    setTimeout(killGroup, GRACE_MS).unref()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
  // Under npm a shell stands between: npm ends the shell alone, and this process sees its parent gone.
  const parent = process.ppid
  const underNpm = process.env.npm_lifecycle_event !== undefined
  if (underNpm)
    setInterval(() => process.ppid !== parent && !stopping && stop('SIGTERM'), 300).unref()
  child.on('exit', (code) => {
    if (dev) killGroup()
    process.exit(stopping ? (code ? code : 0) : (code ?? 1))
  })
  return child
}

/** Resolves when the server answers; when it ends before, its own exit ends this process too. */
function answers({ host, port }, server) {
  const local = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return new Promise((done) => {
    const ask = () => {
      if (server.exitCode !== null) return
      const again = () => setTimeout(ask, 150)
      const call = request({ host: local, port, path: '/health/live', timeout: 2000 }, (answer) => {
        answer.resume()
        if (answer.statusCode === 200) done()
        else again()
      })
      call.on('error', again)
      call.on('timeout', () => call.destroy())
      call.end()
    }
    ask()
  })
}
