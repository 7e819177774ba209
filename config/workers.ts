import env from '#start/env'
import type { EngineOptions } from '#distribution/engine'

/** `inline`: the web process runs distributions too. `external`: `queue:work` processes do. */
export const workers = env.get('WORKERS', 'inline')
export const redisUrl = env.get('REDIS_URL') ?? null

export function engineOptions(role: EngineOptions['role']): EngineOptions {
  return { role, runs: role === 'worker' || (role === 'web' && workers === 'inline'), redisUrl }
}
