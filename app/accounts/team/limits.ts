import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import type { Role } from '#accounts/models/membership'
import { LIMITABLE } from '#accounts/permissions'
import type { ValueChange } from '#accounts/told_changes'
import { invalidField } from '#shared/http_problem'
import { type Result, fail, ok } from '#shared/result'

/** What somebody may be limited to, by name. */
export async function limitChoices(accountId: string): Promise<{ key: string; name: string }[]> {
  const rows = await db
    .from('entities')
    .where('account_id', accountId)
    .orderBy('name')
    .select('key', 'name')
  return rows.map(({ key, name }) => ({ key, name }))
}

/**
 * The limits a place has with a role: keys in order, or null for all. Who manages is never limited, and a limit names
 * entities there are; what it named before may stay, though it be gone by now.
 */
export async function limitsFor(
  trx: TransactionClientContract,
  accountId: string,
  role: Role,
  wish: readonly string[] | null,
  kept: readonly string[] = []
): Promise<Result<string[] | null, 'unknown_entity'>> {
  if (!wish || !LIMITABLE.includes(role)) return ok(null)
  const keys = [...new Set(wish)].sort()
  const known = await trx
    .from('entities')
    .where('account_id', accountId)
    .whereIn('key', keys)
    .select('key')
  const there = new Set([...known.map(({ key }) => key as string), ...kept])
  return keys.every((key) => there.has(key)) ? ok(keys) : fail('unknown_entity')
}

export const unknownEntity = () => invalidField('entities', 'exists', 'There is no such entity')

export const readLimits = (text: string | null): string[] | null =>
  text === null ? null : (JSON.parse(text) as string[])

export const writeLimits = (keys: readonly string[] | null): string | null =>
  keys && JSON.stringify(keys)

interface Place {
  role: Role
  entities: string[] | null
}

/** What the history says of a place that was given, changed or taken. */
export function placeChanges(from: Place | null, to: Place | null): ValueChange[] {
  return (['role', 'entities'] as const)
    .map((path) => ({ path, from: from?.[path] ?? null, to: to?.[path] ?? null }))
    .filter((one) => JSON.stringify(one.from) !== JSON.stringify(one.to))
}
