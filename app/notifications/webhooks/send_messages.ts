import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { MINUTE } from '#shared/local_time'
import { type HttpAnswer, TransportError } from '#sdk'
import { guardedClient } from '#delivery/transports/delivery_hands'
import type { HttpRequest } from '#delivery/transports/guarded_client'
import { signWebhook } from '#delivery/sign_webhook'
import { changed } from '#store/changed'
import { composeMessage } from '#notifications/webhooks/compose_message'
import { signingSecrets } from '#notifications/webhooks/secrets'
import { type Attempted, settleAttempt } from '#notifications/webhooks/settle_attempt'

export type Caller = (request: HttpRequest, options: { timeoutMs: number }) => Promise<HttpAnswer>

/** So many endpoints at once, and so many messages of each: one that hangs holds few places. */
const ENDPOINTS = 20
const OF_EACH = 4
const TIMEOUT_MS = 10_000
const OWNED_MS = MINUTE
/** Names no brand, as towards partners. */
const USER_AGENT = 'account-webhooks/1.0'

const call: Caller = (request, options) => guardedClient().request(request, options)

/** Sends what is due. A row is claimed before its request leaves; its id and its body stay the same. */
export async function sendMessages(now: number, http: Caller = call): Promise<number> {
  const endpoints = await dueMessages(now)
    .groupBy('endpoint_id')
    .select('endpoint_id')
    .min('due_at as first')
    .orderBy('first')
    .limit(ENDPOINTS)
  const counts = await Promise.all(
    endpoints.map(async ({ endpoint_id: id }) => {
      const rows = await dueMessages(now)
        .where('endpoint_id', id)
        .orderBy('due_at')
        .limit(OF_EACH)
        .select('webhook_messages.id')
      const sent = await Promise.all(rows.map((row) => sendMessage(row.id, now, http)))
      return sent.filter((one) => one !== null).length
    })
  )
  return counts.reduce((sum, n) => sum + n, 0)
}

const freeMessages = (now: number) =>
  db
    .from('webhook_messages')
    .where('state', 'waiting')
    .where('due_at', '<=', now)
    .where((free) => free.whereNull('owned_until').orWhere('owned_until', '<', now))

/** What waits for an endpoint that is disabled goes when it is enabled again. */
const dueMessages = (now: number) =>
  freeMessages(now).whereIn(
    'endpoint_id',
    db.from('webhook_endpoints').whereNull('disabled_at').select('webhook_endpoints.id')
  )

/** One attempt at one message, by hand also to an endpoint that is disabled; null: it is somebody else's, or not due. */
export async function sendMessage(
  id: string,
  now: number,
  http: Caller = call
): Promise<Attempted | null> {
  const mine = await freeMessages(now)
    .where('id', id)
    .update({ owned_until: now + OWNED_MS, attempts: db.raw('attempts + 1'), tried_at: now })
  if (!changed(mine)) return null
  const message = await db.from('webhook_messages').where('id', id).first()
  const endpoint = await db.from('webhook_endpoints').where('id', message.endpoint_id).first()
  try {
    const body = message.body ?? (await composeMessage(message))
    if (message.body === null) await db.from('webhook_messages').where('id', id).update({ body })
    const secrets = signingSecrets(endpoint.secrets, now)
    const request = signed({ id, url: endpoint.url, body, secrets }, now)
    const attempted = await attempt(request, http)
    await settleAttempt(message, endpoint, attempted, now)
    return attempted
  } catch (error) {
    // Ours, not the endpoint's: the claim runs out, and it is tried again.
    logger.warn({ err: error, message: id }, 'a message to a webhook was not sent')
    return { status: null, answer: null, error: 'E_INTERNAL', retryAfter: 0 }
  }
}

function signed(
  { id, url, body, secrets }: { id: string; url: string; body: string; secrets: string[] },
  now: number
): HttpRequest {
  const timestamp = Math.floor(now / 1000)
  return {
    ...{ method: 'POST', url, body },
    headers: {
      'content-type': 'application/json',
      'user-agent': USER_AGENT,
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': secrets
        .map((secret) => signWebhook(secret, id, timestamp, body))
        .join(' '),
    },
  }
}

async function attempt(request: HttpRequest, http: Caller): Promise<Attempted> {
  try {
    const { status, headers, body } = await http(request, { timeoutMs: TIMEOUT_MS })
    const retryAfter = Number(headers['retry-after'])
    return {
      ...{ status, answer: body, error: null },
      retryAfter: Number.isFinite(retryAfter) ? retryAfter : 0,
    }
  } catch (error) {
    if (!(error instanceof TransportError)) throw error
    return { status: null, answer: null, error: error.message, retryAfter: 0 }
  }
}
