import db from '@adonisjs/lucid/services/db'
import { lockConfiguration, recordChange } from '#accounts/config_changes'
import { dayText } from '#shared/common_shapes'
import { newId } from '#shared/ids'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { object, optional, text } from '#shared/shape'
import type { VatRate } from '#billing/tax/types'

/** A rate an account added or corrected: it comes before the product's own. */
export interface OwnRate extends VatRate {
  id: string
  created_by: string | null
  created_at: number
}

/** Rates of an account, by territory and day. */
export async function ownRates(accountId: string): Promise<OwnRate[]> {
  const rows = await db
    .from('tax_rates')
    .where('account_id', accountId)
    .whereNull('removed_at')
    .orderBy([{ column: 'territory' }, { column: 'valid_from' }, { column: 'id' }])
  return rows.map((row) => ({
    id: row.id,
    territory: row.territory,
    kind: 'standard',
    percent: row.percent,
    valid_from: row.valid_from,
    valid_to: row.valid_to,
    source: row.source,
    created_by: row.created_by,
    created_at: Number(row.created_at),
  }))
}

const shape = object({
  territory: text({
    max: 8,
    check: (value) =>
      /^[A-Z]{2}(-[A-Z0-9]{2,5})?$/.test(value) ? null : 'must be a territory such as DE or ES-CN',
  }),
  percent: text({
    max: 8,
    check: (value) =>
      /^\d{1,2}(\.\d{1,3})?$/.test(value) ? null : 'must be a percentage such as 19 or 25.5',
  }),
  valid_from: dayText(),
  valid_to: optional(dayText()),
  source: text({ max: 255 }),
})

/** Adds a rate; where it overlaps the product's own, it comes before it. */
export async function addRate(
  accountId: string,
  input: unknown,
  { actor, now }: { actor: string; now: number }
): Promise<Result<{ id: string }, Problem[]>> {
  const problems: Problem[] = []
  const wish = shape.parse(input, '', problems)
  if (wish?.valid_to && wish.valid_to < wish.valid_from)
    problems.push({ field: 'valid_to', rule: 'period', message: 'must not be before valid_from' })
  if (!wish || problems.length > 0) return fail(problems)
  const id = newId('rate', now)
  const row = { id, account_id: accountId, kind: 'standard', ...wish, created_by: actor }
  await db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    await trx.table('tax_rates').insert({ ...row, created_at: now })
    const change = { object: `tax_rates.${wish.territory}`, action: 'created' as const }
    await recordChange(trx, { accountId, actor, ...change, detail: { ...wish } })
  })
  return ok({ id })
}

/** Takes a rate out of use; false where the account has no such rate. */
export async function removeRate(
  accountId: string,
  id: string,
  { actor, now }: { actor: string; now: number }
): Promise<boolean> {
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const one = { account_id: accountId, id }
    const row = await trx.from('tax_rates').where(one).whereNull('removed_at').first()
    if (!row) return false
    await trx.from('tax_rates').where(one).update({ removed_at: now })
    const change = { object: `tax_rates.${row.territory}`, action: 'deleted' as const }
    await recordChange(trx, { accountId, actor, ...change, detail: { id } })
    return true
  })
}
