import db from '@adonisjs/lucid/services/db'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import { changed } from '#store/changed'
import type { Who } from '#privacy/requests/make_request'
import { note } from '#privacy/requests/note'

const SHOWN = 500

export interface LeadHold {
  lead: string
  reason: string
  created_at: string
  created_by: string | null
}

/** Leads nothing erases, the newest first. */
export async function listHolds(accountId: string): Promise<LeadHold[]> {
  const rows = await db
    .from('lead_holds')
    .where('account_id', accountId)
    .orderBy('created_at', 'desc')
    .limit(SHOWN)
  return rows.map((row) => ({
    ...{ lead: row.id, reason: row.reason, created_by: row.created_by },
    created_at: new Date(Number(row.created_at)).toISOString(),
  }))
}

/**
 * Keeps a lead from being erased; a new reason takes the place of the old one. It is decided on the lead's own row, as
 * its erasure is: whichever comes first holds.
 */
export async function holdLead(
  { accountId, actor }: Who,
  lead: string,
  reason: string,
  now: number
): Promise<'held' | 'not_found' | 'erased'> {
  const known = await store.first('select id from leads where id = ? and account_id = ?', [
    lead,
    accountId,
  ])
  if (!known) return 'not_found'
  return store.submit<'held' | 'erased'>({
    locks: [
      { table: 'leads', value: lead },
      { table: 'lead_holds', value: lead },
    ],
    decide(locked) {
      if (locked.get('leads', lead)!.erased_at) return { result: 'erased', writes: [] }
      const row = { reason, created_at: now, created_by: actor }
      const write = locked.get('lead_holds', lead)
        ? { update: 'lead_holds' as const, id: lead, set: row }
        : { insert: 'lead_holds' as const, row: { id: lead, account_id: accountId, ...row } }
      const told = event('privacy.held', { accountId, leadId: lead }, {}, now, actor)
      return { result: 'held', writes: [write, told] }
    },
  })
}

/** False: it was not held. */
export const releaseLead = ({ accountId, actor }: Who, lead: string, now: number) =>
  db.transaction(async (trx) => {
    const gone = await trx.from('lead_holds').where({ account_id: accountId, id: lead }).delete()
    if (!changed(gone)) return false
    await note(trx, 'privacy.released', { accountId, leadId: lead }, {}, now, actor)
    return true
  })
