import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isOfSite } from '#accounts/domains/may_enter'
import { receiveFile } from '#capture/imports/import_files'
import { authenticate, authorise, unknownToken } from '#http/api/authenticate'
import { answerOnce, requestKey } from '#http/api/idempotency'
import { RateLimit } from '#http/api/rate_limit'
import { readBody } from '#http/api/read_body'
import type { ApiRoute } from '#http/api/route'
import { httpRequests } from '#http/metrics/http_requests'
import { HttpProblem, resting } from '#shared/http_problem'
import env from '#start/env'

const rateLimit = new RateLimit(env.get('API_RATE_LIMIT', 200))

/**
 * The one middleware of an API route: token, rate limit, ability, body, idempotency, in this order, each only where the
 * route asks for it. Nothing of it costs a query once a token is known.
 */
export function gate(route: ApiRoute) {
  const count = httpRequests.counter(route.method, `/api/v1${route.path}`)

  return async (ctx: HttpContext, next: NextFn) => {
    const { request, response } = ctx
    const started = performance.now()
    response.response.once('finish', () =>
      count(response.response.statusCode, performance.now() - started)
    )
    response.header('x-content-type-options', 'nosniff')
    response.header('cache-control', 'no-store')
    refuseNul(ctx.params)

    const identity = route.abilities ? await signedIn(ctx) : null
    takeRate(ctx, identity?.tokenId ?? null)
    if (identity && route.abilities) authorise(identity, route.abilities)
    if (identity && identity.source !== null && !route.ofSources)
      throw new HttpProblem('forbidden', 'A token of a source hands in leads and does nothing else')
    if (identity?.resting) throw resting()

    const body = route.body ? await readBody(request.request, route.body) : null
    const upload = route.upload ? await receiveFile(request.request) : null
    ctx.api = {
      accountId: identity?.accountId ?? '',
      actor: identity ? `token:${identity.name}` : 'api',
      identity,
      body: body ? body.content : {},
      bodyType: body?.type ?? null,
      upload,
      idempotency: null,
      leadId: null,
    }
    try {
      const bytes = upload?.probe.digest ?? body?.bytes ?? null
      const key = route.method === 'POST' ? requestKey(ctx, bytes) : null
      await (key ? answerOnce(ctx, key, route.idempotency ?? 'claimed', next) : next())
    } finally {
      await upload?.drop()
    }
  }
}

/** Guessing tokens is limited by address; a valid token never pays for it. */
async function signedIn(ctx: HttpContext) {
  try {
    const identity = await authenticate(ctx)
    if (ctx.site && !(await isOfSite(ctx.site, identity.accountId))) throw unknownToken()
    return identity
  } catch (error) {
    takeRate(ctx, null)
    throw error
  }
}

const takeRate = (ctx: HttpContext, tokenId: string | null) =>
  rateLimit.demand(tokenId ?? `ip ${ctx.request.ip()}`, Date.now())

/** No id or key has a NUL, and PostgreSQL fails on it. */
function refuseNul(params: Record<string, string>) {
  for (const name in params)
    if (params[name].includes('\0')) throw new HttpProblem('not-found', 'There is nothing here')
}
