import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { newId } from '#shared/ids'
import { recordChange } from '#accounts/config_changes'
import PartnerModel from '#partners/models/partner'
import { newSigningSecret, openSigningSecrets, sealSigningSecrets } from '#partners/signing_secret'
import { changeLimits, plainLimits } from '#partners/own_limits'
import type { OwnLimits, Partner, PartnerBilling } from '#partners/types'
import { isViesPrefix, normalVatId } from '#shared/vat_id_form'
import { planRecheck } from '#partners/vat_rechecks'

export type { Partner } from '#partners/types'

const isEmpty = (value: object) => Object.keys(value).length === 0

const toPartner = (row: PartnerModel): Partner => ({
  id: row.id,
  accountId: row.accountId,
  key: row.key,
  name: row.name,
  email: row.email,
  timeZone: row.timeZone,
  paused: row.paused,
  caps: row.caps,
  own: row.ownLimits ?? {},
  billing: isEmpty(row.billing) ? null : row.billing,
  portal: isEmpty(row.portal) ? null : row.portal,
  signingSecrets: openSigningSecrets(row.signingSecret, row.key),
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
})

const live = (accountId: string, client?: QueryClientContract) =>
  PartnerModel.query({ client })
    .where({ account_id: accountId, kind: 'partner' })
    .whereNull('deleted_at')

export async function loadPartner(
  accountId: string,
  key: string,
  client?: QueryClientContract
): Promise<Partner | null> {
  const row = await live(accountId, client).where('key', key).first()
  return row && toPartner(row)
}

/** Also finds a deleted partner: deliveries and invoices still speak of it. */
export async function loadPartnerById(
  accountId: string,
  id: string,
  client?: QueryClientContract
): Promise<Partner | null> {
  const row = await PartnerModel.query({ client }).where({ account_id: accountId, id }).first()
  return row && toPartner(row)
}

/** Partners of an account in the order they were made. */
export async function listPartners(
  accountId: string,
  client?: QueryClientContract
): Promise<Partner[]> {
  const rows = await live(accountId, client).orderBy('id')
  return rows.map(toPartner)
}

/** What configuration says about a partner; ids, secrets and times are the repository's. */
export type PartnerValues = Pick<
  Partner,
  'key' | 'name' | 'email' | 'timeZone' | 'paused' | 'caps' | 'billing' | 'portal'
>

/** Writes a partner by key, in the caller's transaction; a deleted one of that key comes back as itself. */
export async function savePartner(
  trx: TransactionClientContract,
  accountId: string,
  values: PartnerValues,
  now: number
): Promise<string> {
  const columns = { ...values, billing: values.billing ?? {}, portal: values.portal ?? {} }
  const row = await PartnerModel.query({ client: trx })
    .where({ account_id: accountId, key: values.key })
    .first()
  const before = row?.billing ?? {}
  if (row) {
    await row.merge({ ...columns, deletedAt: null, updatedAt: now }).save()
    await askAboutNewId(trx, { accountId, id: row.id, before, billing: values.billing }, now)
    return row.id
  }
  const created = await PartnerModel.create(
    {
      id: newId('par', now),
      accountId,
      ...columns,
      signingSecret: sealSigningSecrets([newSigningSecret()]),
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    },
    { client: trx }
  )
  await askAboutNewId(trx, { accountId, id: created.id, before, billing: values.billing }, now)
  return created.id
}

/** An id nobody has said anything about yet is checked by itself. */
export async function askAboutNewId(
  trx: TransactionClientContract,
  one: { accountId: string; id: string; before: PartnerBilling; billing: PartnerBilling | null },
  now: number
) {
  const { accountId, id, before, billing } = one
  const idOf = (of: PartnerBilling | null) => (of?.vat_id ? normalVatId(of.vat_id, of.country) : '')
  const vatId = idOf(billing)
  if (vatId === idOf(before)) return
  const asks = isViesPrefix(vatId.slice(0, 2)) && !billing?.vat_id_status
  const recheck = { account_id: accountId, partner_id: id, vat_id: vatId, failures: 0 }
  await planRecheck(trx, recheck, asks ? now : null)
}

/** Deletes a partner that is in no live profile; one with deliveries is only hidden. */
export async function removePartner(
  trx: TransactionClientContract,
  accountId: string,
  partnerId: string,
  now: number
) {
  const sold = await trx
    .from('deliveries')
    .where({ account_id: accountId, partner_id: partnerId })
    .select('id')
    .first()
  const row = PartnerModel.query({ client: trx }).where({ account_id: accountId, id: partnerId })
  if (sold) {
    await row.update({ deleted_at: now, updated_at: now })
    return
  }
  await trx.from('assignments').where({ account_id: accountId, partner_id: partnerId }).delete()
  await row.delete()
}

/** Stops or resumes a partner everywhere at once; false where the account has no such partner. */
export function setPartnerPaused(
  accountId: string,
  key: string,
  paused: boolean,
  actor: string | null
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const row = await live(accountId, trx).where('key', key).first()
    if (!row) return false
    if (row.paused === paused) return true
    await row.merge({ paused, updatedAt: Date.now() }).save()
    await recordChange(trx, {
      accountId,
      actor,
      object: `partners.${key}`,
      action: 'updated',
      detail: { changes: [{ path: 'paused', from: !paused, to: paused }] },
    })
    return true
  })
}

/** What a partner sets for itself; false where nothing of it is new, or there is no such partner. */
export function saveOwnLimits(
  accountId: string,
  partnerId: string,
  wish: OwnLimits,
  actor: string
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const row = await live(accountId, trx).where('id', partnerId).forUpdate().first()
    if (!row) return false
    const before = row.ownLimits ?? {}
    const now = Date.now()
    const after = changeLimits(before, wish, { actor, at: now })
    if (JSON.stringify(before) === JSON.stringify(after)) return false
    await row.merge({ ownLimits: after, updatedAt: now }).save()
    await recordChange(trx, {
      accountId,
      actor,
      object: `partners.${row.key}`,
      action: 'updated',
      detail: {
        changes: [{ path: 'own_limits', from: plainLimits(before), to: plainLimits(after) }],
      },
    })
    return true
  })
}
