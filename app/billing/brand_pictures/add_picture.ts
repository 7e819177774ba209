import type { BrandPicture } from '#accounts/app_brand'
import type { BrandPlace } from '#accounts/brands/app_brands'
import { ICON_SIZES, type PictureKind, keepPicture } from '#accounts/brands/brand_pictures'
import { readPictureImage } from '#accounts/picture_image'
import { documentPress } from '#billing/documents/pdf/document_press'
import { type Problem, type Result, fail, ok } from '#shared/result'

const DEADLINE_MS = 15_000
/** Twice of what pages show it at, for screens that are that fine. */
const LOGO_BOX = { width: 640, height: 160, square: false }

/** Draws what was uploaded anew and keeps that: nothing of the file is served, only what it shows. */
export async function addPicture(
  place: BrandPlace,
  kind: PictureKind,
  content: Buffer,
  now: number
): Promise<Result<BrandPicture, Problem[]>> {
  const read = readPictureImage(content)
  if (!read.ok) return fail([read.problem])
  const boxes =
    kind === 'icon'
      ? ICON_SIZES.map((size) => ({ width: size, height: size, square: true }))
      : [LOGO_BOX]
  const { bytes, mediaType } = read.value
  const drawn = await documentPress.draw({ bytes, mediaType, boxes, deadlineMs: DEADLINE_MS })
  const message = 'must be a picture that can be read to its end'
  if (!drawn) return fail([{ field: 'logo', rule: 'logo_broken', message }])
  const largest = drawn.at(-1)!
  const files = drawn.map(({ png, width }) => ({
    size: kind === 'icon' ? width : null,
    bytes: Buffer.from(png),
  }))
  return ok(
    await keepPicture(place, { kind, width: largest.width, height: largest.height, files }, now)
  )
}
