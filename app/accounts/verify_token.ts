import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import type { Ability } from '#accounts/abilities'
import { recordChange } from '#accounts/config_changes'
import ApiToken from '#accounts/models/api_token'
import { hashToken, isTokenText } from '#accounts/token_text'

/** Who an API request comes from. */
export interface TokenIdentity {
  tokenId: string
  accountId: string
  name: string
  abilities: readonly Ability[]
  /** Key of the source it belongs to: it hands in leads of that one and does nothing else. */
  source: string | null
  /** Key of the only entity it may hand in. */
  entity: string | null
  /** ms since the epoch; null: never. */
  expiresAt: number | null
  /** The account rests: the token opens nothing until it is woken. */
  resting: boolean
}

const CACHE_MS = 5_000
const MAX_CACHED = 10_000
const TOUCH_MS = 60_000

const cache = new Map<string, { until: number; identity: TokenIdentity | null }>()
const touched = new Map<string, number>()

/**
 * The identity behind a token, null for one that is unknown, revoked or expired. Answers are kept for 5 s: a token
 * revoked by this process is refused at once, one revoked by another within that time.
 */
export async function verifyToken(
  text: string,
  now: number = Date.now()
): Promise<TokenIdentity | null> {
  if (!isTokenText(text)) return null
  const hash = hashToken(text)
  let entry = cache.get(hash)
  if (!entry || entry.until <= now) {
    entry = { until: now + CACHE_MS, identity: await lookUp(hash) }
    if (cache.size >= MAX_CACHED) cache.clear()
    cache.set(hash, entry)
  }
  const identity = entry.identity
  if (!identity || (identity.expiresAt !== null && identity.expiresAt <= now)) return null
  touch(identity.tokenId, now)
  return identity
}

async function lookUp(hash: string): Promise<TokenIdentity | null> {
  const row = await ApiToken.query()
    .join('accounts', 'accounts.id', 'api_tokens.account_id')
    .where('api_tokens.hash', hash)
    .whereNull('api_tokens.revoked_at')
    .select('api_tokens.*', 'accounts.suspended_at')
    .first()
  if (!row) return null
  return {
    tokenId: row.id,
    accountId: row.accountId,
    name: row.name,
    abilities: row.abilities,
    source: row.source,
    entity: row.entity,
    expiresAt: row.expiresAt,
    resting: row.$extras.suspended_at !== null,
  }
}

/** Notes the use of a token, at most once a minute and never in the way of the request. */
function touch(tokenId: string, now: number) {
  if (now - (touched.get(tokenId) ?? 0) < TOUCH_MS) return
  if (touched.size >= MAX_CACHED) touched.clear()
  touched.set(tokenId, now)
  db.from('api_tokens')
    .where('id', tokenId)
    .update({ last_used_at: now })
    .catch((error) => logger.warn({ err: error }, 'last use of a token was not noted'))
}

/** Ends a token for good; false when the account has no such live token. */
export async function revokeToken(
  accountId: string,
  tokenId: string,
  actor: string | null = null
): Promise<boolean> {
  const revoked = await db.transaction(async (trx) => {
    const row = await ApiToken.query({ client: trx })
      .where({ account_id: accountId, id: tokenId })
      .whereNull('revoked_at')
      .first()
    if (!row) return false
    row.revokedAt = Date.now()
    await row.save()
    await recordChange(trx, {
      accountId,
      actor,
      object: `tokens.${tokenId}`,
      action: 'deleted',
      detail: { name: row.name, abilities: row.abilities },
    })
    return true
  })
  for (const [hash, entry] of cache) if (entry.identity?.tokenId === tokenId) cache.delete(hash)
  return revoked
}

/** Tokens of a source that still count, newest first. */
export const tokensOfSource = (accountId: string, source: string): Promise<ApiToken[]> =>
  ApiToken.query()
    .where({ account_id: accountId, source })
    .whereNull('revoked_at')
    .orderBy('id', 'desc')

/** What an account's tokens may do has changed: the next request looks again. */
export function forgetTokensOf(accountId: string) {
  for (const [hash, entry] of cache) if (entry.identity?.accountId === accountId) cache.delete(hash)
}

/** Tokens of an account, newest first. */
export const listTokens = (accountId: string): Promise<ApiToken[]> =>
  ApiToken.query().where('account_id', accountId).orderBy('id', 'desc')
