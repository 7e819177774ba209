import db from '@adonisjs/lucid/services/db'
import { lockConfiguration } from '#accounts/config_changes'
import type { Partner } from '#partners/types'
import { type VatCheck, recordVatCheck } from '#partners/vat_checks'
import { normalVatId } from '#partners/vat_id'
import { type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { planRecheck } from '#partners/vat_rechecks'

export interface Override {
  status: 'valid' | 'invalid' | 'not_applicable'
  /** What the person knows, and from where. */
  reason: string
}

/**
 * A person's verdict on an id. It counts from now on, and VIES is not asked by itself any more: only when a person asks
 * again.
 */
export async function overrideVatId(
  partner: Partner,
  { status, reason }: Override,
  { actor, now }: { actor: string; now: number }
): Promise<Result<VatCheck, 'no_vat_id'>> {
  const { accountId, id: partnerId, billing } = partner
  if (!billing?.vat_id) return fail('no_vat_id')
  const vatId = normalVatId(billing.vat_id, billing.country)
  const check = await db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const written = await recordVatCheck(trx, accountId, {
      ...{ partner_id: partnerId, vat_id: vatId, method: 'manual', status, checked_at: now },
      ...{ requester: null, consultation_number: null, name: null, address: null },
      ...{ error_code: null, answer: null, actor, reason },
    })
    const recheck = { account_id: accountId, partner_id: partnerId, vat_id: vatId, failures: 0 }
    await planRecheck(trx, recheck, null)
    const data = { check: written.id, vat_id: vatId, status, reason }
    const line = event('vat.overridden', { accountId, partnerId }, data, now, actor)
    if ('row' in line) await trx.table('events').insert(line.row)
    return written
  })
  return ok(check)
}
