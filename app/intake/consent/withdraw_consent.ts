import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Write } from '#store/types'

export interface Withdrawal {
  /** One consent of the lead; null: all of them. */
  consent: string | null
  reason: string | null
  actor: string | null
}

/**
 * Writes down that a person took their consent back. What was agreed to stays, as proof of the time before. Answers how
 * many were withdrawn by this; those that had been are left as they are. Null: there is no such lead, or consent.
 */
export async function withdrawConsent(
  accountId: string,
  leadId: string,
  { consent, reason, actor }: Withdrawal,
  at: number = Date.now()
): Promise<number | null> {
  const lead = await store.first('select id from leads where id = ? and account_id = ?', [
    leadId,
    accountId,
  ])
  if (!lead) return null
  const all = await store.all(
    'select id from consents where lead_id = ? and account_id = ? order by id',
    [leadId, accountId]
  )
  const rows = all.filter(({ id }) => consent === null || id === consent)
  if (rows.length === 0) return consent === null ? 0 : null
  return store.submit({
    locks: rows.map(({ id }) => ({ table: 'consents' as const, value: id as string })),
    decide(locked) {
      const open = rows.filter(({ id }) => !locked.get('consents', id as string)!.withdrawn_at)
      const writes: Write[] = open.flatMap(({ id }) => [
        {
          update: 'consents',
          id: id as string,
          set: { withdrawn_at: at, withdrawn_by: actor, reason },
        },
        event('consent.withdrawn', { accountId, leadId }, { consent: id }, at, actor),
      ])
      return { result: open.length, writes }
    },
  })
}
