import type { AppBrand } from '#accounts/app_brand'
import { poweredByText } from '#accounts/app_brand'
import { brandOf } from '#accounts/brand'
import { appBrand, ownLook } from '#accounts/brands/app_brands'
import { readPicture } from '#accounts/brands/brand_pictures'
import type { MailBrand } from '#accounts/mails/frame'
import type { Account } from '#accounts/types'

/** A picture that travels in a mail. */
export interface MailImage {
  cid: string
  mediaType: string
  bytes: Uint8Array
}

/** How a mail looks and who it is from. */
export interface MailLook {
  fromName: string
  replyTo: string | null
  /** What the product is called, for letters that say it. */
  product: string
  brand: MailBrand
  images: MailImage[]
}

type Branded = Pick<Account, 'id' | 'name' | 'brand' | 'houseBrand'>

/** Larger ones would make every mail larger: then the name stands alone. */
const MOST_BYTES = 256 * 1024
/** Largest width and height in a mail, px. */
const SIZE = [200, 48] as const

/** Of the product, to people who sign in to it; null: to somebody who belongs to no account yet. */
export async function productMail(account: Branded | null): Promise<MailLook> {
  const app = await appBrand(account?.id ?? null)
  return {
    ...{ fromName: app.sender_name ?? app.name, replyTo: app.reply_to ?? null, product: app.name },
    ...(await headOf(app, app.name, app.color)),
  }
}

/** To people of the team, about what happens in an account: in its name, unless the brand names another sender. */
export async function teamMail(account: Branded): Promise<MailLook> {
  const app = await appBrand(account.id)
  return {
    ...{ fromName: app.sender_name ?? account.name, replyTo: app.reply_to ?? null },
    product: app.name,
    ...(await headOf(app, account.name, colorOf(account, app))),
  }
}

/** To partners and suppliers: the account is who they deal with, so what it has not said itself is not its agency's. */
export async function partnerMail(account: Branded): Promise<MailLook> {
  const [app, own] = await Promise.all([appBrand(account.id), ownLook(account.id)])
  const { logo, ...plain } = app
  return {
    ...{ fromName: own.sender_name ?? account.name, replyTo: own.reply_to ?? null },
    product: app.name,
    ...(await headOf(own.logo ? { ...plain, logo } : plain, account.name, colorOf(account, app))),
  }
}

/** Documents may have a colour where the product has none of its own. */
const colorOf = (account: Branded, app: AppBrand) =>
  app.branded || !account.brand ? app.color : brandOf(account).accent

async function headOf(app: AppBrand, name: string, color: string) {
  const footer = [app.support_email ?? app.support_url, app.imprint_url, poweredByText(app)]
  const brand = {
    name,
    color,
    footer: footer.filter((line) => line !== null && line !== undefined),
  }
  const bytes = app.logo ? await readPicture(app.logo.id, null) : null
  if (!app.logo || !bytes || bytes.length > MOST_BYTES) return { brand, images: [] }
  const { id, width, height } = app.logo
  const scale = Math.min(1, SIZE[0] / width, SIZE[1] / height)
  const cid = `logo-${id.slice(0, 16)}`
  const shown = { cid, width: Math.round(width * scale), height: Math.round(height * scale) }
  return {
    brand: { ...brand, name, logo: shown },
    images: [{ cid, mediaType: 'image/png', bytes }],
  }
}
