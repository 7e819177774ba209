import db from '@adonisjs/lucid/services/db'
import { lockConfiguration } from '#accounts/config_changes'
import { loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'
import { loadPartnerById } from '#partners/repository'
import type { Partner } from '#partners/types'
import {
  type NewVatCheck,
  type VatCheck,
  listOwnVatChecks,
  listVatChecks,
  recordVatCheck,
} from '#partners/vat_checks'
import { normalVatId, readVatId } from '#partners/vat_id'
import { isViesPrefix } from '#shared/vat_id_form'
import { type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { type ViesService, askVies, viesService } from '#billing/vies/ask_vies'
import { nextCheckAt } from '#billing/vies/recheck_plan'
import { failuresOf, planRecheck } from '#partners/vat_rechecks'

export interface CheckOptions {
  /** Who asks; null: the app by itself. */
  actor: string | null
  now: number
  /** An answer of VIES about the very id that is no older is taken again instead of asking (ms). */
  maxAge: number
  service?: ViesService
}

/** An outage is an answer for so long: whoever asks again and again asks once. */
const OUTAGE_MS = 60_000

/**
 * Checks a partner's VAT id: its form and check digits, then, where the Union knows it, by VIES. What comes of it is
 * stored as evidence. No transaction is open while VIES is asked.
 */
export async function checkVatId(
  accountId: string,
  partnerId: string,
  options: CheckOptions
): Promise<Result<VatCheck, 'no_partner' | 'no_vat_id'>> {
  const [account, partner] = await Promise.all([
    loadAccount(accountId),
    loadPartnerById(accountId, partnerId),
  ])
  if (!account || !partner) return fail('no_partner')
  const { vat_id: written, country } = partner.billing ?? {}
  if (!written) return fail('no_vat_id')
  const vatId = normalVatId(written, country)
  const requester = account.vatId ? normalVatId(account.vatId, account.country ?? undefined) : null

  const known = await recentAnswer(accountId, partnerId, vatId, options)
  if (known) return ok(known)
  const found = byForm(vatId, country) ?? (await byVies(vatId, requester, options.service))
  return ok(await store(partner, vatId, found, options))
}

/**
 * Checks the account's own VAT id in the same way, by hand only: self-billing from another member state rests on it.
 * It asks as itself, so that VIES gives a consultation number.
 */
export async function checkOwnVatId(
  account: Account,
  { actor, now, maxAge, service }: CheckOptions
): Promise<Result<VatCheck, 'no_vat_id'>> {
  if (!account.vatId) return fail('no_vat_id')
  const country = account.country ?? undefined
  const vatId = normalVatId(account.vatId, country)
  const known = freshOf(await listOwnVatChecks(account.id), vatId, { now, maxAge })
  if (known) return ok(known)
  const found = byForm(vatId, country) ?? (await byVies(vatId, vatId, service))
  const check = await db.transaction((trx) =>
    recordVatCheck(trx, account.id, {
      ...found,
      ...{ partner_id: null, vat_id: vatId, checked_at: now, actor, reason: null },
    })
  )
  return ok(check)
}

type Found = Omit<NewVatCheck, 'partner_id' | 'vat_id' | 'checked_at' | 'actor' | 'reason'>

const BY_FORM = {
  method: 'form' as const,
  ...{ requester: null, consultation_number: null },
  ...{ name: null, address: null, answer: null },
}

/** What needs no question: an id that cannot exist, and one of a country VIES does not know. */
function byForm(vatId: string, country: string | undefined): Found | null {
  const { type } = readVatId(vatId, country)
  if (type === 'format' || type === 'check_digits')
    return { ...BY_FORM, status: 'invalid', error_code: type.toUpperCase() }
  if (isViesPrefix(vatId.slice(0, 2))) return null
  return { ...BY_FORM, status: 'not_applicable', error_code: null }
}

async function byVies(
  vatId: string,
  requester: string | null,
  service: ViesService = viesService
): Promise<Found> {
  return { method: 'vies', requester, ...(await askVies(vatId, requester, service)) }
}

async function recentAnswer(
  accountId: string,
  partnerId: string,
  vatId: string,
  { now, maxAge }: CheckOptions
): Promise<VatCheck | null> {
  return freshOf(await listVatChecks(accountId, partnerId), vatId, { now, maxAge })
}

function freshOf(
  checks: readonly VatCheck[],
  vatId: string,
  { now, maxAge }: Pick<CheckOptions, 'now' | 'maxAge'>
): VatCheck | null {
  const last = checks.at(-1)
  if (last?.method !== 'vies' || last.vat_id !== vatId) return null
  const age = last.status === 'unavailable' ? Math.min(maxAge, OUTAGE_MS) : maxAge
  return now - last.checked_at < age ? last : null
}

/** Keeps the evidence, plans the next question, and writes an event. */
function store(
  partner: Partner,
  vatId: string,
  found: Found,
  { actor, now }: CheckOptions
): Promise<VatCheck> {
  const { accountId, id: partnerId } = partner
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const check = await recordVatCheck(trx, accountId, {
      ...found,
      ...{ partner_id: partnerId, vat_id: vatId, checked_at: now, actor, reason: null },
    })
    const before = await failuresOf(trx, accountId, partnerId, vatId)
    const failures = check.status === 'unavailable' ? before + 1 : 0
    await planRecheck(
      trx,
      { account_id: accountId, partner_id: partnerId, vat_id: vatId, failures },
      nextCheckAt(check.status, failures, now)
    )
    const { id, status, method } = check
    const data = {
      ...{ check: id, vat_id: vatId, status, method, error_code: check.error_code },
      consultation_number: check.consultation_number,
    }
    const written = event('vat.checked', { accountId, partnerId }, data, now, actor)
    if ('row' in written) await trx.table('events').insert(written.row)
    return check
  })
}
