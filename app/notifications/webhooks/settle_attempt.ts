import db from '@adonisjs/lucid/services/db'
import { DAY, dateText, localDay } from '#shared/local_time'
import { nextAttemptAt } from '#delivery/retry_policy'
import { loadAccount } from '#accounts/repository'
import { changed } from '#store/changed'
import { writeFindings } from '#notifications/trail/write_findings'

/** What came of a request: an answer, or why there was none. */
export interface Attempted {
  status: number | null
  answer: string | null
  error: string | null
  /** Seconds the endpoint asks to wait. */
  retryAfter: number
}

/** An endpoint that has failed for so long, with nothing else in between, is called no more. */
export const PATIENCE_MS = 5 * DAY
const ANSWER_KEPT = 1_000

export const isTaken = ({ status }: Pick<Attempted, 'status'>) =>
  status !== null && status >= 200 && status < 300

interface Message {
  id: string
  attempts: number
}
interface Endpoint {
  id: string
  account_id: string
  url: string
  failing_since: number | null
}

/** Writes down what came of an attempt; disables an endpoint that is gone, or has failed for days. */
export async function settleAttempt(
  message: Message,
  endpoint: Endpoint,
  attempted: Attempted,
  now: number
): Promise<void> {
  const taken = isTaken(attempted)
  const next = taken ? null : nextAt(message, attempted, now)
  const state = taken ? 'sent' : next === null ? 'failed' : 'waiting'
  await db
    .from('webhook_messages')
    .where('id', message.id)
    .update({
      ...{ state, owned_until: null, status: attempted.status },
      answer: attempted.answer === null ? null : clean(attempted.answer).slice(0, ANSWER_KEPT),
      error: attempted.error === null ? null : clean(attempted.error).slice(0, ANSWER_KEPT),
      ...(next !== null && { due_at: next }),
    })
  const own = () => db.from('webhook_endpoints').where('id', endpoint.id)
  if (taken) return void (await own().update({ failing_since: null }))
  const since = Number(endpoint.failing_since ?? now)
  await own().whereNull('failing_since').update({ failing_since: now })
  const gone = attempted.status === 410
  if (gone || now - since >= PATIENCE_MS) await disable(endpoint, gone ? 'gone' : 'failures', now)
}

/** As for leads that nobody waits for: over more than a day. 410 means never again. */
function nextAt({ attempts }: Message, { status, retryAfter }: Attempted, now: number) {
  const outcome = { status: 'failed', retry: { afterSeconds: retryAfter } } as const
  const plan = { plan: 'broadcast' } as const
  return status === 410 ? null : nextAttemptAt(plan, attempts, outcome, now, Math.random())
}

async function disable(endpoint: Endpoint, why: 'gone' | 'failures', now: number) {
  const account = await loadAccount(endpoint.account_id)
  await db.transaction(async (trx) => {
    const off = await trx
      .from('webhook_endpoints')
      .where('id', endpoint.id)
      .whereNull('disabled_at')
      .update({ disabled_at: now, disabled_why: why })
    if (!changed(off) || !account) return
    const finding = {
      ...{ accountId: account.id, kind: 'webhook_disabled' as const, subject: endpoint.id },
      ...{ period: dateText(localDay(account.timeZone, now)), at: now, actor: null },
      data: { host: new URL(endpoint.url).host },
    }
    await writeFindings([finding], now, trx)
  })
}

/** PostgreSQL text holds no NUL. */
const clean = (text: string) => text.replaceAll('\0', '')
