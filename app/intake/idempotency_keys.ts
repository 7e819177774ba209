import db from '@adonisjs/lucid/services/db'
import { dialect } from '#config/database'
import { accountKey } from '#entities/account_keys'
import { decryptField, encryptField } from '#entities/field_crypto'
import { newId } from '#shared/ids'
import { store } from '#store/store'
import type { Lock, Row, Work } from '#store/types'

/** `id` is a hash of owner and key, `requestHash` one of method, address and body. */
export interface IdempotencyKey {
  id: string
  /** Null where no account asks (callbacks): such answers hold nothing of a lead and are kept as they are. */
  accountId: string | null
  requestHash: string
}

export interface StoredAnswer {
  status: number
  headers: Record<string, string>
  body: string | null
}

type Found = 'new' | 'conflict' | 'in_progress' | StoredAnswer

const LIFE_MS = 24 * 3_600_000
/** A claim whose process died is free again after this; no request takes as long. */
const CLAIM_MS = 60_000
const PURGE_EVERY_MS = 600_000
const PURPOSE = 'idempotency'
const owner = newId('wrk')
let purgedAt = 0

/** Takes a key for this process before its work begins. */
export async function claimKey(key: IdempotencyKey, now: number): Promise<Found> {
  await purge(now)
  const work: Work<Found> = {
    locks: [lockOf(key, now)],
    decide(locked) {
      const row = locked.get('idempotency_keys', key.id)!
      const state = stateOf(row, key, now)
      const claimed = row.owner !== null && Number(row.created_at) > now - CLAIM_MS
      if (state !== 'new') return { result: state, writes: [] }
      if (claimed) return { result: 'in_progress', writes: [] }
      locked.put('idempotency_keys', key.id, {
        request_hash: key.requestHash,
        status: null,
        headers: null,
        body: null,
        owner,
        created_at: now,
      })
      return { result: 'new', writes: [] }
    },
  }
  return store.submit(work)
}

/** What is known of a key whose row the work itself writes. */
export async function findKey(key: IdempotencyKey, now: number): Promise<Found> {
  await purge(now)
  const row = await store.first('select * from idempotency_keys where id = ?', [key.id])
  if (!row) return 'new'
  const state = stateOf(row, key, now)
  // The work does not look at the age of a row: an expired one has to go first.
  if (state === 'new' && isExpired(row, now))
    await db.from('idempotency_keys').where('id', key.id).delete()
  return state
}

function stateOf(row: Row, key: IdempotencyKey, now: number): Found {
  if (isExpired(row, now)) return 'new'
  if (row.request_hash !== key.requestHash) return 'conflict'
  if (row.status === null) return 'new'
  return {
    status: Number(row.status),
    headers: readHeaders(row).headers ?? {},
    body: row.body as string | null,
  }
}

const isExpired = (row: Row, now: number) => Number(row.created_at) <= now - LIFE_MS

const readHeaders = (row: Row): { lead_id?: string; headers?: Record<string, string> } =>
  row.headers === null ? {} : JSON.parse(row.headers as string)

/**
 * Keeps an answer. It may show what a lead's encrypted fields hold, so it is encrypted like them; `leadId` is the lead
 * it tells about, whose erasure takes it along.
 */
export async function storeAnswer(
  key: IdempotencyKey,
  answer: StoredAnswer,
  leadId: string | null
): Promise<void> {
  const { accountId } = key
  const body =
    answer.body === null || accountId === null
      ? answer.body
      : encryptField(await accountKey(accountId), PURPOSE, answer.body)
  const now = Date.now()
  await store.submit({
    locks: [lockOf(key, now)],
    decide(locked) {
      const row = locked.get('idempotency_keys', key.id)!
      locked.put('idempotency_keys', key.id, {
        status: answer.status,
        headers: JSON.stringify({
          ...(leadId && { lead_id: leadId }),
          ...readHeaders(row),
          headers: answer.headers,
        }),
        body,
        owner: null,
      })
      return { result: null, writes: [] }
    },
  })
}

export async function openAnswer(stored: StoredAnswer, key: IdempotencyKey): Promise<StoredAnswer> {
  if (stored.body === null || key.accountId === null) return stored
  const body = decryptField(await accountKey(key.accountId), PURPOSE, stored.body)
  return { ...stored, body: body as string }
}

const LEAD_OF = {
  postgres: `(headers::json ->> 'lead_id')`,
  sqlite: `json_extract(headers, '$.lead_id')`,
}

/** Forgets the answers that tell about a lead: a part of its erasure. */
export async function forgetAnswers(accountId: string, leadId: string): Promise<void> {
  await db
    .from('idempotency_keys')
    .where('account_id', accountId)
    .whereNotNull('headers')
    // In these words, by which the index knows its own.
    .whereRaw(`${LEAD_OF[dialect]} = ?`, [leadId])
    .delete()
}

/** Gives a claimed key back: nothing was done. */
export async function releaseKey(key: IdempotencyKey): Promise<void> {
  await db.from('idempotency_keys').where({ id: key.id, owner }).whereNull('status').delete()
}

function lockOf({ id, accountId, requestHash }: IdempotencyKey, now: number): Lock {
  return {
    table: 'idempotency_keys',
    value: id,
    seed: {
      id,
      account_id: accountId ?? '',
      request_hash: requestHash,
      status: null,
      headers: null,
      body: null,
      owner: null,
      created_at: now,
    },
  }
}

/** Forgets expired keys, now and then, at the hand of those who use keys at all. */
async function purge(now: number) {
  if (now - purgedAt < PURGE_EVERY_MS) return
  purgedAt = now
  await db
    .from('idempotency_keys')
    .where('created_at', '<=', now - LIFE_MS)
    .delete()
}
