import { createHash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import {
  type IdempotencyKey,
  type StoredAnswer,
  claimKey,
  findKey,
  openAnswer,
  releaseKey,
  storeAnswer,
} from '#intake/idempotency_keys'
import { HttpProblem, invalid, keyReused } from '#shared/http_problem'

const KEPT_HEADERS = ['content-type', 'location', 'preference-applied']
const underWay = new Map<string, Promise<void>>()

/** The key of a request, null when it has none; `body` may stand as its hash. The same key of two accounts is two keys. */
export function requestKey(ctx: HttpContext, body: Buffer | null): IdempotencyKey | null {
  const header = ctx.request.request.headers['idempotency-key']
  if (header === undefined) return null
  const key = String(header)
  if (!/^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(key))
    throw invalid([
      {
        field: 'Idempotency-Key',
        rule: 'idempotency_key',
        message: 'must be 1 to 255 printable ASCII characters',
      },
    ])
  const accountId = ctx.api.identity?.accountId ?? null
  // Where no account asks, the address is a secret of its caller: keys are kept apart by it.
  const owner = accountId ?? ctx.request.url()
  const hash = createHash('sha256').update(`${ctx.request.method()} ${ctx.request.url()}\n`)
  return {
    id: createHash('sha256').update(`${owner}\n${key}`).digest('hex'),
    accountId,
    requestHash: hash.update(body ?? '').digest('hex'),
  }
}

/**
 * Runs a request at most once per key and gives its first answer again to every repetition. Of two at the same time in
 * this process the second waits; a first one under way in another process is a 409 to come back to.
 */
export async function answerOnce(
  ctx: HttpContext,
  key: IdempotencyKey,
  mode: 'claimed' | 'stored',
  next: NextFn
): Promise<void> {
  while (underWay.has(key.id)) await underWay.get(key.id)
  const { promise, resolve } = Promise.withResolvers<void>()
  underWay.set(key.id, promise)
  try {
    await answerFirst(ctx, key, mode, next)
  } finally {
    underWay.delete(key.id)
    resolve()
  }
}

async function answerFirst(
  ctx: HttpContext,
  key: IdempotencyKey,
  mode: 'claimed' | 'stored',
  next: NextFn
) {
  const found =
    mode === 'claimed' ? await claimKey(key, Date.now()) : await findKey(key, Date.now())
  if (found === 'conflict') throw keyReused()
  if (found === 'in_progress')
    throw new HttpProblem(
      'idempotency-in-progress',
      'The first request with this Idempotency-Key has not ended',
      { headers: { 'retry-after': '1' } }
    )
  if (found !== 'new') return replay(ctx, found, key)

  ctx.api.idempotency = { id: key.id, requestHash: key.requestHash }
  await next()
  const status = ctx.response.getStatus()
  // What was refused before anything happened may be repeated, corrected or not; a fault may be over next time.
  if (status < 300 || status === 409) await storeAnswer(key, answerOf(ctx, status), ctx.api.leadId)
  else if (mode === 'claimed') await releaseKey(key)
}

function answerOf({ response }: HttpContext, status: number): StoredAnswer {
  const content = response.getBody()
  const headers: Record<string, string> = {}
  for (const name of KEPT_HEADERS) {
    const value = response.getHeader(name)
    if (value !== undefined) headers[name] = String(value)
  }
  const body = typeof content === 'string' || content === null ? content : JSON.stringify(content)
  if (body !== null) headers['content-type'] ??= 'application/json; charset=utf-8'
  return { status, headers, body }
}

async function replay({ response }: HttpContext, stored: StoredAnswer, key: IdempotencyKey) {
  const { status, headers, body } = await openAnswer(stored, key)
  response.status(status)
  for (const [name, value] of Object.entries(headers)) response.header(name, value)
  response.header('idempotency-replayed', 'true')
  response.send(body)
}
