import { ExceptionHandler, type HttpContext } from '@adonisjs/core/http'
import { allowedMethods } from '#http/api/allowed_methods'
import { errorPages } from '#http/error_pages'
import { renderProblem } from '#http/render_problem'
import { HttpProblem } from '#shared/http_problem'
import { isInPlace, wantsJson } from '#shared/in_place'

/** Addresses machines call: they get problem documents whatever they accept. */
const isApi = (url: string) =>
  /^\/(api\/v1|health|metrics)(\/|$)|^\/(intake|leads\/bulk)$/.test(url)

export default class HttpExceptionHandler extends ExceptionHandler {
  protected debug = process.env.NODE_ENV === 'development'
  protected renderStatusPages = !this.debug
  protected statusPages = errorPages

  async handle(error: unknown, ctx: HttpContext) {
    const { request, response } = ctx
    const api = isApi(request.url())
    if (!api && !wantsProblem(error, request)) return super.handle(error, ctx)

    const { status, headers, body } = renderProblem(
      api && isRouteMissing(error) ? missingRoute(request.method(), request.url()) : known(error),
      request.id()
    )
    response.status(status)
    for (const [name, value] of Object.entries(headers)) response.header(name, value)
    response.header('x-content-type-options', 'nosniff')
    response.header('cache-control', 'no-store')
    response.send(body)
  }

  async report(error: unknown, ctx: HttpContext) {
    if (error instanceof HttpProblem && error.status < 500) return
    return super.report(error, ctx)
  }
}

const codeOf = (error: unknown) => (error as { code?: string } | null)?.code
const isRouteMissing = (error: unknown) => codeOf(error) === 'E_ROUTE_NOT_FOUND'

/** A page's script reads problems; so does a page whose form or reload met the end of its session. */
const wantsProblem = (error: unknown, request: HttpContext['request']) =>
  wantsJson(request) ||
  (isInPlace(request) &&
    (codeOf(error) === 'E_BAD_CSRF_TOKEN' || (error as { status?: number }).status === 401))

/** The token of a form ends with its session: what a person does about both is the same. */
const known = (error: unknown) =>
  codeOf(error) === 'E_BAD_CSRF_TOKEN'
    ? new HttpProblem('unauthenticated', 'The session this page was loaded in has ended')
    : error

function missingRoute(method: string, url: string): HttpProblem {
  const allowed = allowedMethods(url)
  if (!allowed.length) return new HttpProblem('not-found', `There is nothing at ${url}`)
  return new HttpProblem('method-not-allowed', `${method} is not possible here`, {
    headers: { allow: allowed.join(', ') },
  })
}
