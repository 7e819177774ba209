import { type Brand, PLAIN_BRAND } from '#accounts/brand'
import { appBrand } from '#accounts/brands/app_brands'
import { findLogo } from '#accounts/brands/logos'
import { brandOfVersion } from '#accounts/brands/save_brand'
import { type DocumentLook, documentLook } from '#billing/documents/look/document_look'
import type { TaxDocument } from '#sdk/document'
import { store } from '#store/store'

/** The look a document was finalized with, whatever the account's brand has become since. */
export async function lookOf(
  accountId: string,
  invoiceId: string,
  document: TaxDocument
): Promise<DocumentLook> {
  const row = await store.first(
    'select brand_version, brand_account_id from invoices where id = ? and account_id = ?',
    [invoiceId, accountId]
  )
  const version = row?.brand_version ?? null
  const owner = (row?.brand_account_id as string | null | undefined) ?? accountId
  const brand = await brandOfVersion(owner, version === null ? null : Number(version))
  return lookOfBrand(accountId, brand ? { ...brand, of: owner } : PLAIN_BRAND, document)
}

export async function lookOfBrand(
  accountId: string,
  brand: Brand,
  document: TaxDocument,
  sample = false
): Promise<DocumentLook> {
  const [logo, product] = await Promise.all([
    brand.logo ? findLogo(brand.of ?? accountId, brand.logo) : null,
    appBrand(accountId),
  ])
  return documentLook(brand, logo, document, product.name, sample)
}
