import type { HttpContext } from '@adonisjs/core/http'
import { PRODUCT } from '#help/guide'
import { helpShelf } from '#help/shelf'
import type { Locale } from '#shared/locales'

/** Where the help of a page is: its guide, else the list; none on the pages of the help centre itself. */
export function helpLink(
  { route }: HttpContext,
  { base, locale, product }: { base: '' | '/portal'; locale: Locale; product: string }
): { href: string; title: string | null } | null {
  const pattern = route?.pattern ?? ''
  if (pattern.startsWith(`${base}/help`)) return null
  const shelf = helpShelf()
  const slug = shelf.ofScreen(pattern)
  const guide = slug === null ? null : shelf.guide(slug, locale)
  return guide
    ? { href: `${base}/help/${guide.slug}`, title: guide.title.replaceAll(PRODUCT, () => product) }
    : { href: `${base}/help`, title: null }
}
