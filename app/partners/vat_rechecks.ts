import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'

/** An id that is asked about at `due_at` (ms). */
export interface Recheck {
  id: string
  account_id: string
  partner_id: string
  vat_id: string
  failures: number
}

export const recheckId = (accountId: string, partnerId: string) => `${accountId}:${partnerId}`

/** Sets when a partner's id is asked about next; null: not by itself any more. */
export async function planRecheck(
  trx: TransactionClientContract,
  one: Omit<Recheck, 'id'>,
  dueAt: number | null
): Promise<void> {
  const id = recheckId(one.account_id, one.partner_id)
  await trx.from('vat_rechecks').where('id', id).delete()
  if (dueAt === null) return
  await trx.table('vat_rechecks').insert({ id, ...one, due_at: dueAt, owned_until: 0 })
}

/** Outages in a row, as far as they are of this very id. */
export async function failuresOf(
  trx: TransactionClientContract,
  accountId: string,
  partnerId: string,
  vatId: string
): Promise<number> {
  const row = await trx.from('vat_rechecks').where('id', recheckId(accountId, partnerId)).first()
  return row?.vat_id === vatId ? Number(row.failures) : 0
}

/** What is due and nobody has taken. */
export const dueRechecks = (now: number, limit: number): Promise<Recheck[]> =>
  db
    .from('vat_rechecks')
    .where('due_at', '<=', now)
    .where('owned_until', '<', now)
    .orderBy('due_at')
    .limit(limit)
    .select('id', 'account_id', 'partner_id', 'vat_id', 'failures') as never

/** True where it is ours until then: of several processes one asks. */
export async function claimRecheck(id: string, now: number, until: number): Promise<boolean> {
  const changed = await db
    .from('vat_rechecks')
    .where({ id })
    .where('due_at', '<=', now)
    .where('owned_until', '<', now)
    .update({ owned_until: until })
  return Number(Array.isArray(changed) ? changed[0] : changed) > 0
}

/** There is no such partner or id any more. */
export const dropRecheck = (id: string) => db.from('vat_rechecks').where({ id }).delete()

/** Waits with an id because its member state is away; no question was asked. */
export const postponeRecheck = (id: string, until: number) =>
  db.from('vat_rechecks').where({ id }).update({ due_at: until, owned_until: 0 })
