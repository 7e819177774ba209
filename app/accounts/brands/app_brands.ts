import { type AppBrand, type OwnBrand, PLAIN_APP_BRAND, mergeBrand } from '#accounts/app_brand'
import { store } from '#store/store'

/** Whose brand: an account's id, or the install as a whole. */
export type BrandPlace = string
export const INSTALL: BrandPlace = 'install'

/** A brand as it was saved, with its number; 0: nothing was saved yet. */
export interface SavedBrand {
  version: number
  look: OwnBrand
}

interface Known extends SavedBrand {
  parent: BrandPlace | null
  at: number
}

/** Another process may have saved: so long the old one is shown. */
const FRESH_MS = 5_000
const MOST_KNOWN = 2_000
/** An agency of an agency is nobody's plan, a ring of them a mistake. */
const MOST_PLACES = 4

const known = new Map<BrandPlace, Known>()

/** After a brand was saved, or an account got another agency. */
export const forgetBrands = () => known.clear()

/** The brand an account's people see; null: those of the install as a whole. */
export async function appBrand(accountId: string | null, now = Date.now()): Promise<AppBrand> {
  const places: OwnBrand[] = []
  let place: BrandPlace | null = accountId ?? INSTALL
  for (let i = 0; place && i < MOST_PLACES; i++) {
    const one: Known = await placeOf(place, now)
    places.push(one.look)
    place = one.parent
  }
  return mergeBrand(places)
}

/** As it is known: for pages that have to stand when the database is what failed. */
export async function appBrandAnyhow(accountId: string | null): Promise<AppBrand> {
  try {
    return await appBrand(accountId)
  } catch {
    const [own, install] = [accountId ?? INSTALL, INSTALL].map((place) => known.get(place)?.look)
    return own || install ? mergeBrand([own ?? {}, install ?? {}]) : PLAIN_APP_BRAND
  }
}

/** What the place itself has set. */
export async function ownBrand(place: BrandPlace): Promise<SavedBrand> {
  const { version, look } = await readPlace(place, 0)
  return { version, look }
}

/** The same, as it was known a moment ago. */
export async function ownLook(place: BrandPlace, now = Date.now()): Promise<OwnBrand> {
  const { look } = await placeOf(place, now)
  return look
}

/** What it shows where it sets nothing of its own. */
export const brandAbove = async (place: BrandPlace, now = Date.now()): Promise<AppBrand> => {
  if (place === INSTALL) return PLAIN_APP_BRAND
  const { parent } = await placeOf(place, now)
  return appBrand(parent === INSTALL ? null : parent, now)
}

async function placeOf(place: BrandPlace, now: number): Promise<Known> {
  const there = known.get(place)
  if (there && now - there.at < FRESH_MS) return there
  const read = await readPlace(place, now)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(place, read)
  return read
}

async function readPlace(place: BrandPlace, at: number): Promise<Known> {
  const newest = 'select version, look from app_brands'
  const [saved, account] = await Promise.all([
    place === INSTALL
      ? store.first(`${newest} where account_id is null order by version desc limit 1`, [])
      : store.first(`${newest} where account_id = ? order by version desc limit 1`, [place]),
    place === INSTALL ? null : store.first('select parent_id from accounts where id = ?', [place]),
  ])
  return {
    version: saved ? Number(saved.version) : 0,
    look: saved ? (JSON.parse(saved.look as string) as OwnBrand) : {},
    parent: place === INSTALL ? null : ((account?.parent_id as string | null) ?? INSTALL),
    at,
  }
}
