import type { HttpContext } from '@adonisjs/core/http'
import type { SiteForm } from '#capture/hosted/site_form'

type Request = HttpContext['request']

const isOwn = (request: Request, origin: string): boolean =>
  URL.parse(origin)?.host === request.host()

/** Whether pages of this origin may show the form and send it. */
function isWelcome({ document }: SiteForm, origin: string): boolean {
  const { origins = [] } = document
  return !origins.length || origins.includes(origin)
}

/** Whether a request comes from where it may. Without an origin no browser sent it from another page. */
export function mayAsk(of: SiteForm, request: Request): boolean {
  const origin = request.header('origin')
  return !origin || isOwn(request, origin) || (!of.preview && isWelcome(of, origin))
}

/** Answers pages elsewhere without cookies: there are none to this. */
export function corsOf(of: SiteForm, request: Request): Record<string, string> {
  const origin = request.header('origin')
  if (!origin || of.preview || isOwn(request, origin) || !isWelcome(of, origin)) return {}
  return { 'access-control-allow-origin': origin }
}

/** Whose pages may frame it, for a policy. */
export function framesOf({ document, preview }: SiteForm): string {
  if (preview) return "'self'"
  const { origins = [] } = document
  return origins.length ? `'self' ${origins.join(' ')}` : '*'
}
