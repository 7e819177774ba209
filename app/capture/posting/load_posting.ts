import { addressFor } from '#accounts/domains/address_for'
import { appBrandAnyhow } from '#accounts/brands/app_brands'
import { darkColour } from '#accounts/brand_colours'
import { type Site, isOnSite } from '#accounts/domains/site_of_host'
import { presentBrand } from '#accounts/present_brand'
import { loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'
import { loadEntityById } from '#entities/repository'
import { store } from '#store/store'
import env from '#start/env'
import { type PostingDocument, postingDocument } from '#capture/posting/posting_document'
import { rowBySlug, toSource } from '#capture/sources/repository'
import type { Source } from '#capture/sources/types'

/** Per key; as the API counts them. */
const LIMIT = env.get('API_RATE_LIMIT', 200)
const SLUG = /^[A-Za-z0-9]{16,32}$/

export interface OpenSource {
  source: Source
  account: Account
  /** Hash of the password that is asked for; null: none is. */
  password: string | null
}

/**
 * The source whose document has an address, where the host asked for shows its account; null where there is none, it is
 * not public, or it is somebody else's.
 */
export async function findOpen(slug: string, site: Site | undefined): Promise<OpenSource | null> {
  const row = SLUG.test(slug) ? await rowBySlug(slug) : null
  if (!row?.posting.public) return null
  const account = await loadAccount(row.accountId)
  if (!account || !isOnSite(site, account)) return null
  return { source: toSource(row), account, password: row.password }
}

export interface LoadedPosting {
  document: PostingDocument
  account: Account
  brand: ReturnType<typeof presentBrand> & { dark: string }
}

/** What the document of a source says now, and how it looks. `now` in ms. */
export async function loadPosting(
  source: Source,
  account: Account,
  now: number
): Promise<LoadedPosting> {
  const [entity, changed, brand, base] = await Promise.all([
    loadEntityById(account.id, source.entityId),
    store.first('select updated_at from entities where id = ? and account_id = ?', [
      source.entityId,
      account.id,
    ]),
    appBrandAnyhow(account.id),
    addressFor(account.id, 'capture'),
  ])
  const { country, currency, timeZone } = account
  const document = postingDocument({
    ...{ account: account.name, base, limit: LIMIT, now },
    source: { name: source.name, paused: source.status === 'paused' },
    ...{ entity: entity!, rules: source.rules, posting: source.posting },
    context: { country, currency, timeZone },
    changedAt: Math.max(Number(changed!.updated_at), source.fieldsChangedAt),
  })
  const shown = presentBrand(brand, source.posting.language)
  const dark = shown.colorDark ?? darkColour(shown.color)
  return { document, account, brand: { ...shown, dark } }
}
