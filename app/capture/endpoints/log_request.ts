import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import type { LoggedKey } from '#capture/endpoint_log'
import type { Endpoint } from '#capture/endpoints/repository'
import { idsBefore, newId } from '#shared/ids'

/** What of a request is kept for those who set the endpoint up. */
export interface LoggedRequest {
  does: 'submit' | 'ping'
  method: string
  type: string | null
  bytes: number
  keys: LoggedKey[]
  status: number
  outcome: 'taken' | 'refused' | 'failed'
  reason: string | null
  leadId: string | null
  durationMs: number
  test: boolean
}

const KEPT = 100
const KEPT_MS = 7 * 86_400_000
const sinceClean = new Map<string, number>()

/** Writes a request down, behind its answer: a log that fails costs nobody a lead. */
export function logRequest({ id, accountId }: Endpoint, one: LoggedRequest, at: number) {
  const row = {
    id: newId('epr', at),
    account_id: accountId,
    endpoint_id: id,
    at,
    does: one.does,
    method: one.method.slice(0, 16),
    type: one.type?.slice(0, 120) ?? null,
    bytes: one.bytes,
    keys: JSON.stringify(one.keys),
    status: one.status,
    outcome: one.outcome,
    reason: one.reason?.slice(0, 250) ?? null,
    lead_id: one.leadId,
    duration_ms: one.durationMs,
    test: one.test,
  }
  const written = db
    .table('intake_requests')
    .insert(row)
    .then(() => clean(id, at))
  written.catch((error: unknown) => logger.warn({ err: error }, 'a request could not be logged'))
  return written
}

/** Now and then what is too old or too much goes. */
async function clean(endpointId: string, at: number) {
  const count = (sinceClean.get(endpointId) ?? KEPT) + 1
  sinceClean.set(endpointId, count < KEPT / 2 ? count : 0)
  if (count < KEPT / 2) return
  const mine = () => db.from('intake_requests').where('endpoint_id', endpointId)
  await mine()
    .where('at', '<', at - KEPT_MS)
    .delete()
  const last = await mine().orderBy('id', 'desc').offset(KEPT).limit(1).select('id').first()
  if (last) await mine().where('id', '<=', last.id).delete()
}

/** The latest requests of an endpoint, newest first. */
export async function latestRequests({ id, accountId }: Endpoint, now: number, limit = 50) {
  const rows = await db
    .from('intake_requests')
    .where({ endpoint_id: id, account_id: accountId })
    .where('id', '>=', idsBefore('epr', now - KEPT_MS))
    .orderBy('id', 'desc')
    .limit(limit)
  return rows.map((row) => ({
    id: row.id as string,
    at: new Date(Number(row.at)).toISOString(),
    does: row.does as 'submit' | 'ping',
    method: row.method as string,
    type: row.type as string | null,
    bytes: Number(row.bytes),
    keys: JSON.parse(row.keys) as LoggedKey[],
    status: Number(row.status),
    outcome: row.outcome as LoggedRequest['outcome'],
    reason: row.reason as string | null,
    lead: row.lead_id as string | null,
    ms: Number(row.duration_ms),
    test: Boolean(row.test),
  }))
}
