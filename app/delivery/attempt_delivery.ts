import {
  type DeliveryChannel,
  type DeliveryView,
  type Envelope,
  type Outcome,
  type PingWay,
  type ResponseConfig,
  TransportError,
} from '#sdk'
import { envelopeProblem, outcomeProblem } from '#delivery/check_result'
import { AttemptLog, type StoredRequest, type StoredResponse } from '#delivery/attempt_log'
import { compileResponse, readAnswer } from '#delivery/read_answer'
import { redactor } from '#delivery/redact'
import { signWebhook } from '#delivery/sign_webhook'
import { type DeliveryHands, deliveryHands } from '#delivery/transports/delivery_hands'
import { type GuardFault, guardCall, guardCallAsync } from '#host/guard'
import { plugins } from '#host/registry'
import { runTransform } from '#host/sandbox/transform_pool'
import type { DeliveryConfig } from '#routing/types'
import { type Result, fail, ok } from '#shared/result'

export interface AttemptJob {
  accountId: string
  view: DeliveryView
  /** Secrets are already in it. The same object every time: what is compiled of it is kept beside it. */
  delivery: DeliveryConfig
  /** Plain secret values that must not be stored. The same list every time, too. */
  secrets: string[]
  /** `whsec_` secrets, two while one is being replaced. */
  signing: string[]
  /** Values of encrypted fields, masked in what is stored. */
  maskedValues: unknown[]
  /** A bid is asked for, by the config's `ping`, and waited for so long. */
  ping?: { timeoutMs: number }
}

export interface AttemptResult {
  outcome: Outcome
  /** Redacted, ready to be stored as JSON. Null: nothing was built. */
  request: StoredRequest | null
  response: StoredResponse | null
  error: string | null
  durationMs: number
  /** Whose doing a failed or unknown outcome is: only the endpoint's counts for its circuit. */
  fault: 'endpoint' | 'config' | null
}

/** Names no brand: an agency's partners see this. */
const USER_AGENT = 'lead-delivery/1.0'
const DEFAULT_TIMEOUT_SECONDS = 10
const MAX_TIMEOUT_SECONDS = 60
/** What a channel may take beside its request; the request has its own deadline. */
const GRACE_MS = 5000
const MAIL_DEADLINE_MS = 65_000

type Failure = { outcome: Outcome; fault: 'endpoint' | 'config' }

/** One attempt at one delivery: transform, prepare, send, read. Never throws for what a lead, partner or plugin does. */
export async function attemptDelivery(
  job: AttemptJob,
  hands: DeliveryHands = deliveryHands
): Promise<AttemptResult> {
  const start = performance.now()
  const callbackToken = job.view.delivery.callback_url.split('/').at(-1) ?? ''
  const log = new AttemptLog(redactor(job.secrets, job.maskedValues, callbackToken))
  const result = await attempt(job, hands, log)
  const outcome = log.clean(result.ok ? result.value : result.problem.outcome)
  const bad = outcome.status === 'failed' || outcome.status === 'unknown'
  return {
    outcome,
    request: log.request,
    response: log.response,
    error: outcome.error ?? null,
    durationMs: Math.round(performance.now() - start),
    fault: result.ok ? (bad ? 'endpoint' : null) : result.problem.fault,
  }
}

async function attempt(
  job: AttemptJob,
  hands: DeliveryHands,
  log: AttemptLog
): Promise<Result<Outcome, Failure>> {
  const channel = plugins().get('channel', job.delivery.use)
  if (!channel) return configFault(`there is no channel "${job.delivery.use}"`)
  const way = job.ping ? channel.ping : channel
  if (!way) return configFault(`the channel "${job.delivery.use}" asks for no bids`)
  const rules = compileResponse(job.delivery.response as ResponseConfig | undefined)
  if (!rules.ok)
    return configFault(rules.problem.map(({ field, message }) => `${field} ${message}`).join('; '))

  const view = await transformed(job)
  if (!view.ok) return view
  const prepared = guardCall<Envelope>(
    channel,
    job.ping ? 'ping.prepare' : 'prepare',
    () => way.prepare(view.value, job.delivery),
    envelopeProblem
  )
  if (!prepared.ok) return prepareFault(prepared.problem)
  log.prepared(prepared.value)
  return send(job, { channel, way }, prepared.value, hands, log)
}

/** The view with what the transform made of the lead's values; nothing else of it can change. */
async function transformed(job: AttemptJob): Promise<Result<DeliveryView, Failure>> {
  const code = job.delivery.transform
  if (!code) return ok(job.view)
  const { lead } = job.view
  const result = await runTransform({ account: job.accountId, code, input: { ...lead.values } })
  if (!result.ok) {
    const { message, line } = result.problem
    return configFault(`transform: ${message}${line === undefined ? '' : ` (line ${line})`}`)
  }
  return ok({ ...job.view, lead: { ...lead, values: result.value.output } })
}

async function send(
  job: AttemptJob,
  { channel, way }: { channel: DeliveryChannel<unknown>; way: PingWay<unknown> },
  envelope: Envelope,
  hands: DeliveryHands,
  log: AttemptLog
): Promise<Result<Outcome, Failure>> {
  const { delivery, account } = job.view
  const mostMs =
    1000 * Math.min(job.delivery.timeout_seconds ?? DEFAULT_TIMEOUT_SECONDS, MAX_TIMEOUT_SECONDS)
  const limitMs = Math.min(mostMs, job.ping?.timeoutMs ?? mostMs)
  let sent = false
  // Anything but a TransportError is a fault of this side, and none of the channel's.
  const passOn = (unclear: boolean) => (error: unknown) => {
    const known =
      error instanceof TransportError
        ? error
        : new TransportError('reset', unclear, errorText(error), { cause: error })
    sent = known.sent
    throw known
  }

  const result = await guardCallAsync<Outcome>(
    channel,
    job.ping ? 'ping.send' : 'send',
    () =>
      way.send(
        envelope,
        {
          async http(request, options) {
            const headers = signedHeaders(request, job, hands.now())
            log.sending({ ...request, headers })
            sent = true
            const timeoutMs = Math.min(options.timeoutMs, limitMs)
            const answer = await hands
              .http({ ...request, headers }, { timeoutMs })
              .catch(passOn(true))
            log.answered(answer)
            return answer
          },
          async mail(mail) {
            sent = true
            const from = { accountId: job.accountId, name: account.name, deliveryId: delivery.id }
            return hands.mail(mail, from).catch(passOn(false))
          },
          read: (answer, response) => readAnswer(answer, response, hands.now()),
        },
        job.delivery
      ),
    {
      deadlineMs: envelope.type === 'mail' ? MAIL_DEADLINE_MS : limitMs + GRACE_MS,
      check: outcomeProblem,
    }
  )
  return result.ok ? result : fail(sendFault(result.problem, sent))
}

/** Standard Webhooks headers, signed with the time of this attempt; the key is the same on every attempt. */
function signedHeaders(
  request: Extract<Envelope, { type: 'http' }>,
  job: AttemptJob,
  now: number
): Record<string, string> {
  const { id } = job.view.delivery
  const timestamp = Math.floor(now / 1000)
  const headers: Record<string, string> = { 'User-Agent': USER_AGENT }
  for (const [name, value] of Object.entries(request.headers))
    headers[name.toLowerCase() === 'user-agent' ? 'User-Agent' : name] = value
  headers['Idempotency-Key'] = id
  headers['webhook-id'] = id
  headers['webhook-timestamp'] = String(timestamp)
  if (job.signing.length)
    headers['webhook-signature'] = signatures(job.signing, id, timestamp, request)
  return headers
}

function signatures(
  secrets: readonly string[],
  id: string,
  timestamp: number,
  { body }: { body: string | null }
): string {
  try {
    return secrets.map((secret) => signWebhook(secret, id, timestamp, body ?? '')).join(' ')
  } catch (error) {
    const message = `the request cannot be signed: ${errorText(error)}`
    throw new TransportError('refused', false, message, { cause: error })
  }
}

const errorText = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

function configFault(error: string): { ok: false; problem: Failure } {
  return fail({ outcome: { status: 'failed', retry: false, error }, fault: 'config' })
}

function prepareFault(fault: GuardFault): { ok: false; problem: Failure } {
  const path = (fault.cause as { path?: unknown } | undefined)?.path
  const place = typeof path === 'string' && path !== '' ? `${path}: ` : ''
  const failure = configFault(`prepare: ${place}${fault.message}`)
  // A resting plugin is no reason to give the delivery up.
  if (fault.type === 'open') failure.problem.outcome.retry = { afterSeconds: 30 }
  return failure
}

/** A fault after anything may have been sent is never a plain failure: the partner may have the lead. */
function sendFault(fault: GuardFault, sent: boolean): Failure {
  const { cause, message: error } = fault
  if (sent) return { outcome: { status: 'unknown', retry: {}, error }, fault: 'endpoint' }
  if (cause instanceof TransportError && cause.code !== 'refused')
    return { outcome: { status: 'failed', retry: {}, error }, fault: 'endpoint' }
  const retry =
    fault.type === 'open' ? { afterSeconds: 30 } : fault.type === 'deadline' ? {} : false
  return { outcome: { status: 'failed', retry, error }, fault: 'config' }
}
