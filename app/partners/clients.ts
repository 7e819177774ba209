import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#shared/ids'
import PartnerModel from '#partners/models/partner'
import { askAboutNewId } from '#partners/repository'
import { newSigningSecret, sealSigningSecrets } from '#partners/signing_secret'
import type { PartnerBilling } from '#partners/types'

/** Whom an account bills for a plan. No partner can be called so: a key has no colon. */
export const clientKey = (accountId: string) => `client:${accountId}`

export interface ClientValues {
  /** Of the client's own account. */
  client: string
  name: string
  email: string | null
  timeZone: string
  billing: PartnerBilling
}

/** Writes the client of a seller with what its account says of itself now; answers the id it is billed under. */
export async function saveClient(
  trx: TransactionClientContract,
  sellerAccountId: string,
  { client, ...values }: ClientValues,
  now: number
): Promise<string> {
  const key = clientKey(client)
  const row = await PartnerModel.query({ client: trx })
    .where({ account_id: sellerAccountId, key })
    .first()
  const before = row?.billing ?? {}
  // What VIES said of an id stays with it.
  const isSame = before.vat_id === values.billing.vat_id
  const known = isSame && before.vat_id_status ? { vat_id_status: before.vat_id_status } : {}
  const billing: PartnerBilling = { ...values.billing, ...known }
  const saved = row
    ? await row.merge({ ...values, billing, deletedAt: null, updatedAt: now }).save()
    : await PartnerModel.create(
        {
          ...{ ...values, id: newId('par', now), accountId: sellerAccountId, key, kind: 'client' },
          ...{ billing, paused: false, caps: {}, portal: {}, deletedAt: null },
          signingSecret: sealSigningSecrets([newSigningSecret()]),
          ...{ createdAt: now, updatedAt: now },
        },
        { client: trx }
      )
  await askAboutNewId(trx, { accountId: sellerAccountId, id: saved.id, before, billing }, now)
  return saved.id
}
