import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { Brand } from '#accounts/brand'
import AccountModel from '#accounts/models/account'

/** Accounts are loaded often, an agency's look changes once a year: another process shows it a moment later. */
const FRESH_MS = 5_000
const MOST_KNOWN = 500

const known = new Map<string, { brand: Brand | null; at: number }>()

export const forgetHouseBrands = () => known.clear()

/** How the documents of an agency look; null: it has not said. */
export async function houseBrandOf(
  agencyId: string,
  client?: QueryClientContract,
  now = Date.now()
): Promise<Brand | null> {
  const there = known.get(agencyId)
  if (there && now - there.at < FRESH_MS) return there.brand
  const row = await AccountModel.query({ client }).where('id', agencyId).select('profile').first()
  const brand = row?.profile.brand ? { ...row.profile.brand, of: agencyId } : null
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(agencyId, { brand, at: now })
  return brand
}
