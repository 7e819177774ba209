import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { type Visit, VISITOR_ROLE, visitOf } from '#accounts/agencies/visits'
import type { Role } from '#accounts/models/membership'
import { loadAccount } from '#accounts/repository'
import { ACCOUNT_KEY, noteSeen, placeOf } from '#accounts/team/account_in_use'
import type { Account } from '#accounts/types'
import { scopeOf } from '#distribution/limit_config'
import type { Scope } from '#entities/entity_scope'
import { limitPlace } from '#http/limit_place'
import { HttpProblem, resting } from '#shared/http_problem'
import { isInPlace } from '#shared/in_place'
import type User from '#accounts/models/user'

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /**
     * Who is signed in to the app, for which account, and to which entities their place is limited (null: all). Every
     * query of a page goes through `account.id`, and what has an entity through `scope`. `visit`: somebody of its agency,
     * who has no place in its team.
     */
    team?: { user: User; account: Account; role: Role; scope: Scope; visit: Visit | null }
  }
}

interface Options {
  /** Lets in everybody, and tells who it is where it is known. */
  optional?: boolean
  /** Lets in whoever is signed in, also those who belong to no account. */
  placeless?: boolean
}

/**
 * Lets in people who are signed in and belong to an account, each time anew; the others are sent to the login page, or
 * told that they belong to none.
 */
export default class TeamMiddleware {
  async handle(ctx: HttpContext, next: NextFn, { optional, placeless }: Options = {}) {
    const guard = ctx.auth.use('team')
    if (!(await guard.check())) return optional ? next() : toLogin(ctx)
    const user = guard.user!
    const chosen = ctx.session.get(ACCOUNT_KEY) as string | undefined
    const place = await placeOf(user.id, chosen, ctx.site)
    const visit = !place && chosen ? await visitOf(user, chosen, Date.now(), ctx.site) : null
    if (!place && !visit && chosen && !optional && !placeless) return fromGoneAccount(ctx)
    const accountId = place?.accountId ?? (visit && chosen)
    const account = accountId ? await loadAccount(accountId) : null
    if (!account) return optional || placeless ? next() : toNoAccount(ctx)
    if (!optional && !placeless && isOfAnother(ctx, account)) return fromOtherAccount(ctx)
    // From here on this session is of this account: it never slides into another by itself.
    if (!chosen) ctx.session.put(ACCOUNT_KEY, account.id)
    if (place) noteSeen(place, Date.now())
    user.via = visit?.agency.key
    const scope = place?.limits ? await scopeOf(account.id, place.limits) : null
    ctx.team = { user, account, role: place?.role ?? VISITOR_ROLE, scope, visit }
    if (account.suspendedAt !== null && !optional && !placeless) return toResting(ctx)
    if (scope && !optional && !placeless) await limitPlace(ctx, account.id, scope)
    return next()
  }
}

function toLogin(ctx: HttpContext) {
  if (isInPlace(ctx.request)) throw new HttpProblem('unauthenticated', 'The session has ended')
  if (ctx.request.method() === 'GET') ctx.session.put('intended', ctx.request.url(true))
  return ctx.response.redirect().toPath('/login')
}

/** A page of an account that was left must not go on in another one: what it asks for is refused. */
function fromGoneAccount(ctx: HttpContext) {
  if (ctx.request.method() !== 'GET' || isInPlace(ctx.request)) throw outside()
  ctx.session.forget(ACCOUNT_KEY)
  return ctx.response.redirect().toPath('/overview')
}

/** Pages say of which account they were drawn: another tab may have switched meanwhile. */
function isOfAnother({ request }: HttpContext, account: Account) {
  const shown = request.header('x-account')
  return shown !== undefined && shown !== account.key
}

/** What a page of another account wants is not done here; going on to a page loads it whole. */
function fromOtherAccount({ inertia, request }: HttpContext) {
  if (request.method() === 'GET' && request.header('x-inertia'))
    return inertia.location(request.url(true))
  throw new HttpProblem('conflict', 'This page is of an account you switched away from', {
    members: { reason: 'other_account' },
  })
}

function toNoAccount(ctx: HttpContext) {
  if (ctx.request.method() !== 'GET' || isInPlace(ctx.request)) throw outside()
  return ctx.response.redirect().toPath('/no-account')
}

/** Nobody works in an account that rests; one page says whom to ask. */
function toResting(ctx: HttpContext) {
  if (ctx.request.method() !== 'GET' || isInPlace(ctx.request)) throw resting()
  return ctx.response.redirect().toPath('/resting')
}

const outside = () => new HttpProblem('forbidden', 'You do not belong to this account any more')
