import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { loadEntities } from '#entities/repository'
import type { Who } from '#privacy/requests/make_request'
import { note } from '#privacy/requests/note'
import {
  type RetentionKind,
  type RetentionRule,
  USUAL_HOUR,
  ruleId,
} from '#privacy/retention_kinds'

/** Days by kind; absent: kept for good. */
export type Days = Partial<Record<RetentionKind, number>>

export interface RetentionWish {
  /** On the account's clock. */
  hour: number
  account: Days
  /** By key of the entity. */
  entities: Record<string, Days>
}

export async function loadRules(accountId: string): Promise<RetentionRule[]> {
  const rows = await db.from('retention_rules').where('account_id', accountId).orderBy('id')
  return rows.map((row) => ({
    ...{ id: row.id, accountId: row.account_id, entityId: row.entity_id, kind: row.kind },
    days: Number(row.days),
  }))
}

export async function quietHour(accountId: string): Promise<number> {
  const row = await db.from('retention_hours').where('account_id', accountId).first()
  return row ? Number(row.hour) : USUAL_HOUR
}

/** The rules a wish means; entities that are not there are passed over. */
export async function rulesOf(accountId: string, wish: RetentionWish): Promise<RetentionRule[]> {
  const entities = await loadEntities(accountId)
  const rule =
    (entityId: string | null) =>
    ([kind, days]: [string, number | undefined]): RetentionRule[] =>
      days === undefined
        ? []
        : [
            {
              ...{ id: ruleId(accountId, entityId, kind as RetentionKind), accountId, entityId },
              ...{ kind: kind as RetentionKind, days },
            },
          ]
  return [
    ...entities.flatMap(({ id, key }) =>
      Object.hasOwn(wish.entities, key) ? Object.entries(wish.entities[key]).flatMap(rule(id)) : []
    ),
    ...Object.entries(wish.account).flatMap(rule(null)),
  ]
}

/** Puts these rules in the place of all there were. */
export async function saveRules(who: Who, wish: RetentionWish, now: number): Promise<void> {
  const { accountId, actor } = who
  const rules = await rulesOf(accountId, wish)
  await db.transaction(async (trx) => {
    await trx.from('retention_rules').where('account_id', accountId).delete()
    if (rules.length)
      await trx.table('retention_rules').multiInsert(
        rules.map(({ id, entityId, kind, days }) => ({
          ...{ id, account_id: accountId, entity_id: entityId, kind, days },
          ...{ updated_at: now, updated_by: actor },
        }))
      )
    await saveHour(trx, accountId, wish.hour)
    await note(trx, 'retention.changed', { accountId }, { rules: rules.length }, now, actor)
  })
}

async function saveHour(trx: TransactionClientContract, accountId: string, hour: number) {
  await trx.from('retention_hours').where('account_id', accountId).delete()
  await trx.table('retention_hours').insert({ account_id: accountId, hour })
}
