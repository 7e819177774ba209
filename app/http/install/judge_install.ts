/* What is to be said of an install, from what was seen of it. */

export type CheckState = 'ok' | 'warn' | 'bad'

/** One thing looked at: `says` chooses the sentence, `values` stand in it. */
export interface Check {
  id: CheckId
  state: CheckState
  says: string
  values: Record<string, string>
}

export const CHECK_IDS = [
  ...(['address', 'key', 'node', 'database', 'migrations', 'clock', 'storage', 'disk'] as const),
  ...(['queue', 'workers', 'mail', 'browser'] as const),
]
export type CheckId = (typeof CHECK_IDS)[number]

/** What was seen. An error is the short reason; what was not looked at is absent. */
export interface Seen {
  production: boolean
  appUrl: string | null
  appKey: string
  node: string
  database: { kind: 'sqlite' | 'postgres'; version?: string; error?: string }
  pending?: { count?: number; error?: string }
  clockOffMs?: number | null
  storage: { path: string; disk: 'fs' | 's3'; error?: string }
  freeBytes?: number | null
  queue: { redis: boolean; error?: string; persistent?: boolean; eviction?: string }
  workers: { external: boolean; seen: number; error?: string }
  mail: { smtp: boolean }
  browser?: { error?: string; ms?: number }
}

const GIB = 1024 ** 3
const SAMPLE_KEY = /example|change.?me|your.?(app.?)?key|secret|guards.?nothing|^test/i

export function judgeInstall(seen: Seen): Check[] {
  const checks: (Check | null)[] = [
    address(seen),
    key(seen),
    node(seen),
    database(seen),
    migrations(seen),
    clock(seen),
    storage(seen),
    disk(seen),
    queue(seen),
    workers(seen),
    mail(seen),
    browser(seen),
  ]
  return checks.filter((check) => check !== null)
}

const say = (
  id: CheckId,
  state: CheckState,
  says: string,
  values: Record<string, string | number> = {}
): Check => ({
  ...{ id, state, says },
  values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])),
})

function address({ appUrl, production }: Seen): Check {
  if (!appUrl) return say('address', production ? 'warn' : 'ok', production ? 'unset' : 'local')
  const { protocol, hostname } = new URL(appUrl)
  const near = hostname === 'localhost' || /^[\d.]+$|^\[/.test(hostname)
  if (protocol !== 'https:' && production)
    return say('address', near ? 'warn' : 'bad', near ? 'near' : 'http', { url: appUrl })
  return say('address', 'ok', 'fine', { url: appUrl })
}

function key({ appKey, production }: Seen): Check {
  const weak = appKey.length < 16 || new Set(appKey).size < 8 || SAMPLE_KEY.test(appKey)
  return weak ? say('key', production ? 'bad' : 'warn', 'weak') : say('key', 'ok', 'fine')
}

function node({ node: version }: Seen): Check {
  const major = Number(/^v?(\d+)/.exec(version)?.[1] ?? 0)
  return say('node', major < 24 ? 'bad' : major > 24 ? 'warn' : 'ok', fine(major === 24, 'other'), {
    version,
  })
}

const fine = (is: boolean, otherwise: string) => (is ? 'fine' : otherwise)

function database({ database: { kind, version = '', error } }: Seen): Check {
  const name = kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'
  if (error) return say('database', 'bad', 'away', { name, error })
  const old = kind === 'postgres' && Number.parseInt(version, 10) < 14
  return say('database', old ? 'warn' : 'ok', fine(!old, 'old'), { name, version })
}

function migrations({ pending }: Seen): Check | null {
  if (!pending) return null
  if (pending.error) return say('migrations', 'bad', 'unknown', { error: pending.error })
  const { count = 0 } = pending
  return count ? say('migrations', 'bad', 'pending', { count }) : say('migrations', 'ok', 'fine')
}

function clock({ clockOffMs: off }: Seen): Check | null {
  if (off === undefined || off === null) return null
  const seconds = Math.round(Math.abs(off) / 1000)
  return seconds > 5 ? say('clock', 'bad', 'off', { seconds }) : say('clock', 'ok', 'fine')
}

function storage({ storage: { path, disk: kind, error } }: Seen): Check {
  const place = kind === 's3' ? 'S3' : path
  if (error) return say('storage', 'bad', 'closed', { path, place, error })
  return say('storage', 'ok', 'fine', { place })
}

function disk({ freeBytes, storage: { path } }: Seen): Check | null {
  if (freeBytes === undefined || freeBytes === null) return null
  const free = `${(freeBytes / GIB).toFixed(1)} GiB`
  const state = freeBytes < GIB / 4 ? 'bad' : freeBytes < GIB ? 'warn' : 'ok'
  return say('disk', state, fine(state === 'ok', 'full'), { free, path })
}

function queue({ queue: { redis, error, persistent, eviction } }: Seen): Check {
  if (!redis) return say('queue', 'ok', 'inline')
  if (error) return say('queue', 'bad', 'away', { error })
  if (eviction && eviction !== 'noeviction') return say('queue', 'warn', 'evicts', { eviction })
  return persistent === false ? say('queue', 'warn', 'forgets') : say('queue', 'ok', 'redis')
}

function workers({ workers: { external, seen, error } }: Seen): Check {
  if (error) return say('workers', 'bad', 'unknown', { error })
  if (!external) return say('workers', 'ok', 'inline')
  return seen ? say('workers', 'ok', 'seen', { count: seen }) : say('workers', 'bad', 'none')
}

const mail = ({ mail: { smtp }, production }: Seen): Check =>
  smtp ? say('mail', 'ok', 'smtp') : say('mail', production ? 'warn' : 'ok', 'outbox')

function browser({ browser: started }: Seen): Check | null {
  if (!started) return null
  if (started.error) return say('browser', 'bad', 'broken', { error: started.error })
  return say('browser', 'ok', 'fine', { ms: started.ms ?? 0 })
}
