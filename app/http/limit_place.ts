import { errors } from '@adonisjs/core/http'
import type { HttpContext } from '@adonisjs/core/http'
import { findJob, showsJob } from '#distribution/lead_jobs/lead_jobs'
import { type EntityScope, showsEntity, showsProfile } from '#entities/entity_scope'
import { LIMITED_RULES, type Named } from '#http/limited_routes'
import { HttpProblem, notFound } from '#shared/http_problem'
import { isInPlace } from '#shared/in_place'
import { store } from '#store/store'

/** Things whose address names them by their key. */
const BY_KEY: ReadonlySet<Named> = new Set<Named>(['profile', 'entity', 'form'])

/**
 * Lets somebody whose place is limited to entities open what belongs to them. What an address or a body names of
 * another entity is answered as what is not there; a route that says nothing of limits is closed.
 */
export async function limitPlace(ctx: HttpContext, accountId: string, scope: EntityScope) {
  const { params, request, route } = ctx
  const rule = LIMITED_RULES[`${request.method().replace('HEAD', 'GET')} ${route?.pattern}`]
  if (!rule) throw closed()
  if (rule !== 'free' && rule !== 'scoped') {
    const name = BY_KEY.has(rule) ? params.key : params.id
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
  task: 'select lead_id from tasks where id = ? and account_id = ?',
  event: 'select lead_id from events where id = ? and account_id = ?',
}

async function isWithin(what: Named, name: string, accountId: string, scope: EntityScope) {
  if (what === 'profile') return scope.profiles.includes(name) || isUnmade(accountId, name)
  if (what === 'entity') return scope.entities.includes(name)
  const first = (sql: string) => store.first(sql, [name, accountId])
  if (what === 'form') {
    const form = await first(
      'select entity_id from forms where key = ? and account_id = ? and deleted_at is null'
    )
    return showsEntity(scope, form?.entity_id)
  }
  if (what === 'job') {
    const job = await findJob(accountId, name)
    return job !== null && showsJob(scope, job)
  }
  if (what === 'endpoint') {
    const place = await first('select profile_id from assignments where id = ? and account_id = ?')
    return showsProfile(scope, place?.profile_id)
  }
  if (what === 'import') {
    const file = await first('select entity_id from imports where id = ? and account_id = ?')
    return showsEntity(scope, file?.entity_id)
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
