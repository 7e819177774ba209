import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { formatAmount } from '#shared/money'
import { type EventType, type Subject, event } from '#store/audit_event'

/** An amount as a line of the trail has it. */
export const amountOf = (minor: number, currency: string) => ({
  amount: formatAmount(minor, currency),
  currency,
})

/** A line of the audit trail in a transaction that is not the store's. */
export async function recordEvent(
  trx: TransactionClientContract,
  type: EventType,
  subject: Subject,
  data: Record<string, unknown>,
  at: number,
  actor: string | null
) {
  const write = event(type, subject, data, at, actor)
  if ('insert' in write) await trx.table('events').insert(write.row)
}
