import type { HttpContext } from '@adonisjs/core/http'
import { brandOfRequest } from '#accounts/brands/brand_of_request'
import { type Gate, secondsToWait } from '#accounts/sign_in/throttles'
import type { FoundGuide, Piece } from '#help/search_guides'
import { helpCentre } from '#help/help_centre'
import type { Reader } from '#help/present_help'
import { HELP_WORDS } from '#help/words'
import { localeOf } from '#http/locale_of'
import { HttpProblem } from '#shared/http_problem'
import { isLocale } from '#shared/locales'

const inPortal = (ctx: HttpContext) => /^\/portal(\/|$)/.test(ctx.request.url())

/** Who reads: in which language (`?lang=` for this page alone), under whose name, in the app or in the portal. */
export async function helpReader(ctx: HttpContext): Promise<Reader> {
  const { lang } = ctx.request.qs()
  const { name } = await brandOfRequest(ctx)
  return {
    locale: isLocale(lang) ? lang : localeOf(ctx),
    product: name,
    base: inPortal(ctx) ? '/portal' : '',
  }
}

/** A host of the portal's own has its help where the portal is. Answers the address to go to. */
export const movedHelp = (ctx: HttpContext): string | null =>
  ctx.site?.use === 'portal' && !inPortal(ctx) ? `/portal${ctx.request.url(true)}` : null

/** Throws once an address has asked too often. */
export async function holdBack(ctx: HttpContext, gate: Extract<Gate, `help_${string}`>) {
  const seconds = await secondsToWait([gate, ctx.request.ip()])
  if (seconds)
    throw new HttpProblem('too-many-requests', `Repeat in ${seconds} s.`, {
      headers: { 'retry-after': String(seconds) },
    })
}

export interface HelpAnswer {
  query: string
  /** How many were found, in words; '' where nothing was looked for. */
  said: string
  guides: (Omit<FoundGuide, 'heading'> & {
    href: string
    heading: { text: Piece[] } | null
  })[]
}

/** What the search of the help centre answers. */
export function askHelp(query: unknown, reader: Reader): HelpAnswer {
  const q = typeof query === 'string' ? query.trim().slice(0, 200) : ''
  const guides = helpCentre()
    .search(q, reader)
    .map((one) => ({
      ...one,
      href: `${reader.base}/help/${one.slug}${one.heading ? `#${one.heading.id}` : ''}`,
    }))
  const { found, nothing } = HELP_WORDS[reader.locale]
  const count = guides.length === 1 ? found[0] : found[1].replace('{n}', String(guides.length))
  const said = q === '' ? '' : guides.length ? count : nothing.replace('{q}', q)
  return { query: q, said, guides }
}
