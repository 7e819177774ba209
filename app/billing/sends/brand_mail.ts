import { brandOf } from '#accounts/brand'
import { findLogo } from '#accounts/brands/logos'
import { type MailLook, partnerMail } from '#accounts/mails/mail_brand'
import type { Account } from '#accounts/types'

/** Larger ones would make every mail larger: then the name stands alone. */
const MOST_BYTES = 256 * 1024
/** Largest width and height in a mail, px. */
const SIZE = [200, 56] as const

/** How a mail with a document begins: the logo of the document inside the mail, so that opening it asks nobody for a picture. */
export async function brandedMail(account: Account): Promise<MailLook> {
  const look = await partnerMail(account)
  const { logo: id, of } = brandOf(account)
  const logo = id ? await findLogo(of ?? account.id, id) : null
  // Mail programs show no SVG.
  if (!logo || logo.media_type === 'image/svg+xml' || logo.bytes.length > MOST_BYTES) return look
  const scale = Math.min(1, SIZE[0] / logo.width, SIZE[1] / logo.height)
  const [width, height] = [logo.width, logo.height].map((size) => Math.round(size * scale))
  const cid = `logo-${logo.id.slice(0, 16)}`
  return {
    ...look,
    brand: { ...look.brand, logo: { cid, width: width!, height: height! } },
    images: [{ cid, mediaType: logo.media_type, bytes: logo.bytes }],
  }
}
