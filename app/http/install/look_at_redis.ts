import { Redis } from 'ioredis'

/** Whether Redis answers, keeps what it has over a restart, and drops nothing. */
export async function lookAtRedis(url: string) {
  const redis = new Redis(url, {
    ...{ lazyConnect: true, connectTimeout: 3_000, maxRetriesPerRequest: 0 },
    retryStrategy: () => null,
  })
  // Without a listener a connection that fails ends the process.
  redis.on('error', () => {})
  try {
    await redis.connect()
    await redis.ping()
    return await policyOf(redis)
  } finally {
    redis.disconnect()
  }
}

/** Hosted ones may not tell. */
async function policyOf(redis: Redis) {
  try {
    const read = async (name: string) => {
      const [, value = ''] = (await redis.config('GET', name)) as string[]
      return value
    }
    const [append, save] = [await read('appendonly'), await read('save')]
    return { persistent: append === 'yes' || save !== '', eviction: await read('maxmemory-policy') }
  } catch {
    return {}
  }
}
