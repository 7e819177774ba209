import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { type EventType, type Subject, event } from '#store/audit_event'

/** A line of the trail, written with what it tells of. */
export async function note(
  trx: TransactionClientContract,
  type: EventType,
  subject: Subject,
  data: Record<string, unknown>,
  at: number,
  actor: string | null = null
): Promise<void> {
  const line = event(type, subject, data, at, actor)
  if ('insert' in line) await trx.table('events').insert(line.row)
}
