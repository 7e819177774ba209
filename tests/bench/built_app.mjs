/*
 * The built app with a storage of its own, as `npm start` would run it, without demo, rate limit and logs.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NODE_FLAGS } from '../../bin/node24.mjs'
import { answers, freePort, run, start, stop } from './processes.mjs'

/** `build`: folder of the build; `folder`: where everything it writes goes. */
export async function builtApp({ build, folder, databaseUrl, redisUrl, workers = 0 }) {
  await mkdir(folder, { recursive: true })
  const port = await freePort()
  const env = {
    NODE_ENV: 'production',
    ENV_PATH: folder,
    APP_KEY: 'bench-key-that-guards-nothing-0123456789',
    HOST: '127.0.0.1',
    PORT: String(port),
    STORAGE_PATH: folder,
    DEMO: 'false',
    API_RATE_LIMIT: '0',
    LOG_LEVEL: 'error',
    DELIVERY_ALLOW_PRIVATE: '127.0.0.0/8',
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    ...(redisUrl && { REDIS_URL: redisUrl }),
    ...(workers && { WORKERS: 'external' }),
  }
  const ace = (args, options = {}) => run(join(build, 'ace.js'), args, { env, cwd: build, ...options })
  await ace(['migration:run', '--force', '--compact-output'])

  const app = {
    url: `http://127.0.0.1:${port}`,
    env,
    ace,
    /** Milliseconds from the start of the process to its first answer as ready. */
    readyMs: 0,
    server: null,
    workers: [],
    async start() {
      app.server = start(join(build, 'bin/server.js'), [], { env, cwd: build, flags: NODE_FLAGS })
      app.readyMs = await answers(`${app.url}/health/ready`, app.server)
      for (let i = 0; i < workers; i++)
        app.workers.push(
          start(join(build, 'ace.js'), ['queue:work'], { env, cwd: build, flags: NODE_FLAGS })
        )
      if (workers) await new Promise((resolve) => setTimeout(resolve, 4_000))
    },
    /** Makes an account configured by a blueprint; answers the headers of its requests. */
    async account(key, document) {
      await ace(['account:create', key, '--country', 'DE', '--currency', 'EUR', '--time-zone', 'Europe/Berlin'])
      const file = join(folder, `${key}.json`)
      await writeFile(file, JSON.stringify(document))
      await ace(['blueprint:apply', file, '--account', key])
      const token = await ace(['token:create', '--account', key, '--ability', 'leads:write,leads:read'])
      return {
        'authorization': `Bearer ${token.trim()}`,
        'content-type': 'application/json',
        'prefer': 'wait=30',
      }
    },
    pids: () => [app.server, ...app.workers].map(({ pid }) => pid),
    async stop() {
      await Promise.all([app.server, ...app.workers].map(stop))
      app.workers = []
    },
  }
  return app
}
