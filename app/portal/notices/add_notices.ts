import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#shared/ids'
import { type NoticeKind, dueAt } from '#portal/notices/kinds'
import type { Reader } from '#portal/notices/preferences'

/** Something that happened to a partner. */
export interface News {
  kind: NoticeKind
  /** What it is about; of one subject everybody is told once. */
  subject: string
  facts: Record<string, unknown>
}

/** Puts down what each reader is to be told, and when. */
export async function addNotices(
  trx: TransactionClientContract,
  readers: Reader[],
  { kind, subject, facts }: News,
  now: number,
  zone: string
) {
  const rows = readers.flatMap(({ seat, preferences }) => {
    const way = preferences[kind]
    if (way === 'off') return []
    return [
      {
        ...{ id: newId('pnt', now), seat_id: seat, kind, subject, facts: JSON.stringify(facts) },
        ...{ due_at: dueAt(way, now, zone), sent_at: null },
      },
    ]
  })
  if (rows.length)
    await trx
      .insertQuery()
      .table('portal_notices')
      .multiInsert(rows)
      .knexQuery.onConflict(['seat_id', 'kind', 'subject'])
      .ignore()
}
