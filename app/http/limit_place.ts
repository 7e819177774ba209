import { errors } from '@adonisjs/core/http'
import type { HttpContext } from '@adonisjs/core/http'
import { type EntityScope, showsEntity, showsProfile } from '#entities/entity_scope'
import { LIMITED_RULES, type Named } from '#http/limited_routes'
import { HttpProblem, notFound } from '#shared/http_problem'
import { isInPlace } from '#shared/in_place'
import { store } from '#store/store'

/**
 * Lets somebody whose place is limited to entities open what belongs to them. What an address or a body names of
 * another entity is answered as what is not there; a route that says nothing of limits is closed.
 */
export async function limitPlace(ctx: HttpContext, accountId: string, scope: EntityScope) {
  const { params, request, route } = ctx
  const rule = LIMITED_RULES[`${request.method().replace('HEAD', 'GET')} ${route?.pattern}`]
  if (!rule) throw closed()
  if (rule !== 'free' && rule !== 'scoped') {
    const name = rule === 'profile' || rule === 'entity' ? params.key : params.id
    if (!(await isWithin(rule, String(name), accountId, scope))) throw missing(ctx, rule)
  }
  // Wherever a lead is named to try something on or to look for: of another entity there is none.
  for (const lead of [request.input('lead'), params.lead])
    if (typeof lead === 'string' && !(await isWithin('lead', lead, accountId, scope)))
      throw notFound('lead')
}

const closed = () =>
  new HttpProblem('forbidden', 'Your place in this account is limited to entities', {
    members: { reason: 'limited' },
  })

/** As the page itself would say it. */
function missing({ request }: HttpContext, what: Named) {
  const page = request.method() === 'GET' && !isInPlace(request)
  return page ? new errors.E_ROUTE_NOT_FOUND(['GET', request.url()]) : notFound(what)
}

const LEAD_OF: Partial<Record<Named, string>> = {
  delivery: 'select lead_id from deliveries where id = ? and account_id = ?',
  return: 'select lead_id from returns where id = ? and account_id = ?',
  event: 'select lead_id from events where id = ? and account_id = ?',
}

async function isWithin(what: Named, name: string, accountId: string, scope: EntityScope) {
  if (what === 'profile') return scope.profiles.includes(name) || isUnmade(accountId, name)
  if (what === 'entity') return scope.entities.includes(name)
  const first = (sql: string) => store.first(sql, [name, accountId])
  if (what === 'job') {
    const job = await first('select profile from lead_jobs where id = ? and account_id = ?')
    return scope.profiles.includes(job?.profile as string)
  }
  if (what === 'endpoint') {
    const place = await first('select profile_id from assignments where id = ? and account_id = ?')
    return showsProfile(scope, place?.profile_id)
  }
  const leads = 'select entity_id from leads where id'
  const row = await (what === 'lead'
    ? first(`${leads} = ? and account_id = ?`)
    : first(`${leads} = (${LEAD_OF[what]})`))
  return showsEntity(scope, row?.entity_id)
}

/** `/profiles/new` opens the list with its form, as long as no profile is called so. */
async function isUnmade(accountId: string, name: string): Promise<boolean> {
  if (name !== 'new') return false
  const sql =
    'select 1 as found from profiles where account_id = ? and key = ? and deleted_at is null'
  return (await store.first(sql, [accountId, name])) === null
}
