import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { newId } from '#shared/ids'
import type { VatIdStatus, VatVerdict } from '#partners/vat_status_on'

/** What was found out about a VAT id, by whom and when: evidence, never changed. Times in ms. */
export interface VatCheck extends VatVerdict {
  partner_id: string | null
  method: 'vies' | 'form' | 'manual'
  /** The own id that asked; VIES answers it with a consultation number. */
  requester: string | null
  consultation_number: string | null
  /** As the member state has them. */
  name: string | null
  address: string | null
  error_code: string | null
  /** As it came. */
  answer: string | null
  /** Who asked or decided; null: the app by itself. */
  actor: string | null
  reason: string | null
}

export type NewVatCheck = Omit<VatCheck, 'id'>

const toCheck = (row: Record<string, unknown>): VatCheck => ({
  id: row.id as string,
  partner_id: row.partner_id as string | null,
  vat_id: row.vat_id as string,
  method: row.method as VatCheck['method'],
  status: row.status as VatIdStatus,
  checked_at: Number(row.checked_at),
  requester: row.requester as string | null,
  consultation_number: row.consultation_number as string | null,
  name: row.name as string | null,
  address: row.address as string | null,
  error_code: row.error_code as string | null,
  answer: row.answer as string | null,
  actor: row.actor as string | null,
  reason: row.reason as string | null,
})

/** All that was found out about a partner's VAT ids, oldest first. */
export async function listVatChecks(accountId: string, partnerId: string): Promise<VatCheck[]> {
  const rows = await db
    .from('vat_checks')
    .where({ account_id: accountId, partner_id: partnerId })
    .orderBy('id')
  return rows.map(toCheck)
}

/** All that was found out about the account's own VAT ids, oldest first. */
export async function listOwnVatChecks(accountId: string): Promise<VatCheck[]> {
  const rows = await db
    .from('vat_checks')
    .where('account_id', accountId)
    .whereNull('partner_id')
    .orderBy('id')
  return rows.map(toCheck)
}

/** The verdicts on all partners of an account, or on one, by partner, oldest first: for a run of invoices. */
export async function verdictsByPartner(
  accountId: string,
  partnerId?: string,
  client: QueryClientContract = db.connection()
): Promise<Map<string, VatVerdict[]>> {
  const rows = await client
    .from('vat_checks')
    .where('account_id', accountId)
    .where((query) =>
      partnerId === undefined
        ? query.whereNotNull('partner_id')
        : query.where('partner_id', partnerId)
    )
    .whereNot('status', 'unavailable')
    .select('id', 'partner_id', 'vat_id', 'status', 'checked_at')
    .orderBy('id')
  const all = new Map<string, VatVerdict[]>()
  for (const { id, status, ...row } of rows) {
    const verdict = { id, status, vat_id: row.vat_id, checked_at: Number(row.checked_at) }
    const known = all.get(row.partner_id)
    if (known) known.push(verdict)
    else all.set(row.partner_id, [verdict])
  }
  return all
}

/** Writes one more line of evidence. */
export async function recordVatCheck(
  trx: TransactionClientContract,
  accountId: string,
  check: NewVatCheck
): Promise<VatCheck> {
  const id = newId('vat', check.checked_at)
  await trx.table('vat_checks').insert({ id, account_id: accountId, ...check })
  return { id, ...check }
}
