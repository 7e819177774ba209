import { brandOf } from '#accounts/brand'
import { readPicture } from '#accounts/brands/brand_pictures'
import { findLogo } from '#accounts/brands/logos'
import { cssText } from '#billing/documents/page/css_text'
import { plainSigns } from '#billing/documents/page/plain_signs'
import { documentPress } from '#billing/documents/pdf/document_press'
import { brandFaces, codeFace, scriptFaces } from '#billing/documents/pdf/font_faces'
import type { LoadedPosting } from '#capture/posting/load_posting'
import { postingViews } from '#capture/posting/render_posting'
import { createHash } from 'node:crypto'

const DEADLINE_MS = 30_000
const MOST_KEPT = 20
/** Strangers ask for it: what was printed once is given again until the document says something else. */
const kept = new Map<string, Promise<Uint8Array>>()

/** The document on paper, in the look of the account's documents. `at` in ms. */
export async function printPosting(loaded: LoadedPosting, at: number): Promise<Uint8Array> {
  const html = await postingSheet(loaded)
  const key = createHash('sha256').update(html).digest('base64')
  const known = kept.get(key)
  if (known) return known
  const { document, account, brand } = loaded
  const pdf = documentPress.printSheet({
    document: { title: document.title, language: document.language, html, fonts: true },
    ...{ author: account.name, producer: brand.name, at, deadlineMs: DEADLINE_MS },
  })
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!)
  kept.set(key, pdf)
  pdf.catch(() => kept.delete(key))
  return pdf
}

async function postingSheet({ document, account, brand }: LoadedPosting): Promise<string> {
  const look = brandOf(account)
  const said = look.version > 0
  const [logo, own, code, scripts] = await Promise.all([
    logoOf(account, brand),
    brandFaces(said ? look.font : brand.font),
    codeFace(),
    scriptFaces(JSON.stringify(document), account.country ?? ''),
  ])
  const { words } = document
  const [beforePage, between, after] = words.page.split(/\{pages?\}/)
  const html = await postingViews().render('sheet', {
    ...{ document, words, brand, logo, fonts: own + code + scripts.css },
    accent: said ? look.accent : brand.color,
    font: (said ? look.font : brand.font) === 'inter' ? '' : 'SheetBrand, ',
    page: [
      cssText([beforePage!]),
      'counter(page)',
      cssText([between!]),
      'counter(pages)',
      cssText([after!]),
    ].join(' '),
    running: cssText([`${account.name} · ${document.title}`]),
    issuer: cssText([account.name]),
    asOf: cssText([words.asOf.replace('{date}', document.changed)]),
  })
  const drawn = scripts.missing.size
    ? [...html].map((sign) => (scripts.missing.has(sign) ? '\ufffd' : sign)).join('')
    : html
  return plainSigns(drawn)
}

/** The logo of the account's documents, else that of its pages; null: it has none. */
async function logoOf(account: LoadedPosting['account'], brand: LoadedPosting['brand']) {
  const look = brandOf(account)
  const own = look.logo ? await findLogo(look.of ?? account.id, look.logo) : null
  if (own) return fitted(own.width, own.height, own.bytes, own.media_type)
  const [, name] = /^\/brand\/([0-9a-f]{40})\.png$/.exec(brand.logo?.url ?? '') ?? []
  const bytes = name ? await readPicture(name, null).catch(() => null) : null
  return bytes && brand.logo
    ? fitted(brand.logo.width, brand.logo.height, bytes, 'image/png')
    : null
}

/** In a box of 58 by 18 mm, whole. */
function fitted(width: number, height: number, bytes: Buffer, type: string) {
  const scale = Math.min(58 / width, 18 / height)
  const mm = (size: number) => Math.round(size * scale * 100) / 100
  const source = `data:${type};base64,${bytes.toString('base64')}`
  return { source, width: mm(width), height: mm(height) }
}
