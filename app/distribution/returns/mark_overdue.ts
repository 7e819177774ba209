import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Row } from '#store/types'

const AT_ONCE = 100

/**
 * Says of each request that nobody decided in time that it is overdue: once, in the trail. It still waits; nothing is
 * decided by the clock. Several processes may look at the same moment. Answers how many it told.
 */
export async function markOverdue(now: number): Promise<number> {
  let told = 0
  for (;;) {
    const due = await store.all(
      `select * from returns where status = 'waiting' and due_at <= ? and overdue_at is null
       order by due_at limit ${AT_ONCE}`,
      [now]
    )
    const marked = await Promise.all(due.map((row) => markOne(row, now)))
    told += marked.filter(Boolean).length
    if (due.length < AT_ONCE || !marked.some(Boolean)) return told
  }
}

const markOne = (row: Row, now: number): Promise<boolean> => {
  const id = row.id as string
  return store.submit<boolean>({
    locks: [{ table: 'returns', value: id }],
    decide(locked) {
      const held = locked.get('returns', id)
      if (held?.status !== 'waiting' || held.overdue_at !== null)
        return { result: false, writes: [] }
      const subject = {
        accountId: row.account_id as string,
        leadId: row.lead_id as string,
        distributionId: row.distribution_id as string,
        deliveryId: row.delivery_id as string,
        partnerId: row.partner_id as string,
      }
      return {
        result: true,
        writes: [
          { update: 'returns', id, set: { overdue_at: now } },
          event('return.overdue', subject, { return: id, reason: row.reason }, now),
        ],
      }
    },
  })
}
