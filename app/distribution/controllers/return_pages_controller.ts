import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { approveReturn, refuseReturn, withdrawReturn } from '#distribution/returns/decide_return'
import { countReturns, returnsWithin } from '#distribution/returns/find_returns'
import { sendEvidence } from '#distribution/returns/open_evidence'
import { readForm } from '#distribution/returns/read_form'
import { decideRefusal, requestRefusal } from '#distribution/returns/refusals'
import { requestReturn } from '#distribution/returns/request_return'
import { returnPolicyFor } from '#distribution/returns/return_policy'
import { returnStatistics } from '#distribution/returns/return_statistics'
import { returnChoices, returnsPage } from '#distribution/returns/returns_page'
import type { ReturnActor } from '#distribution/returns/types'
import {
  decideManyInput,
  formInput,
  returnDays,
  returnFilters,
} from '#distribution/validators/return_inputs'
import { fail } from '#shared/result'
import { notFound } from '#shared/http_problem'

const teamOf = ({ team }: HttpContext): ReturnActor => ({
  kind: 'operator',
  name: actorOf(team!.user),
})

/** The queue of returns, for people. */
export default class ReturnPagesController {
  async index({ inertia, request, team }: HttpContext) {
    const { account, scope } = team!
    // An address somebody mistyped shows everything rather than nothing.
    const [, query] = await returnFilters.tryValidate(request.qs())
    const { cursor, limit, ...filters } = query ?? {}
    return inertia.render('returns/index', {
      filters,
      list: () => returnsPage(account, { ...filters, limit: 50 }, Date.now(), scope) as never,
      counts: await countReturns(account.id, Date.now(), scope),
      choices: await returnChoices(account, scope),
    })
  }

  async search({ request, response, team }: HttpContext) {
    const filters = await returnFilters.validate(request.qs())
    return response.send(await returnsPage(team!.account, filters, Date.now(), team!.scope))
  }

  async statistics({ inertia, request, team }: HttpContext) {
    const [, query] = await returnDays.tryValidate(request.qs())
    const days = query?.days ?? 30
    return inertia.render('returns/statistics', {
      statistics: await returnStatistics(team!.account, days, Date.now(), {
        scope: team!.scope,
      }),
    })
  }

  async policy(ctx: HttpContext) {
    const { params, response, team } = ctx
    const policy = await returnPolicyFor(team!.account.id, params.id, teamOf(ctx))
    if (!policy.ok) throw notFound('delivery')
    return response.send(policy.value)
  }

  async evidence(ctx: HttpContext) {
    const { params, team } = ctx
    const where = { accountId: team!.account.id, returnId: params.id, fileId: params.file }
    return sendEvidence(ctx, where)
  }

  async store(ctx: HttpContext) {
    const { params, response, team } = ctx
    const { fields, evidence } = await readForm(ctx)
    const { reason, note, waive } = await formInput.validate(fields)
    const wish = { reason, note: note || null, evidence, waive: waive ?? false }
    const asked = await requestReturn(team!.account.id, params.id, wish, teamOf(ctx))
    if (!asked.ok) throw requestRefusal(asked.problem)
    return response.created(asked.value)
  }

  /** Decides one or many; what could not be decided is named, the others are. */
  async decide(ctx: HttpContext) {
    const { request, response, team } = ctx
    const { ids, approve, reason } = await decideManyInput.validate(request.body())
    const { name: actor } = teamOf(ctx)
    const done: string[] = []
    const failed: { id: string; message: string }[] = []
    const shown = await returnsWithin(team!.account.id, ids, team!.scope)
    for (const id of new Set(ids)) {
      const decided = !shown.has(id)
        ? fail({ type: 'not_found' as const })
        : approve
          ? await approveReturn(team!.account.id, id, { note: reason || null, actor })
          : await refuseReturn(team!.account.id, id, { reason: reason!, actor })
      if (decided.ok) done.push(id)
      else failed.push({ id, message: decideRefusal(decided.problem).detail })
    }
    return response.send({ done, failed })
  }

  async withdraw(ctx: HttpContext) {
    const { params, response, team } = ctx
    const done = await withdrawReturn(team!.account.id, params.id, teamOf(ctx))
    if (!done.ok) throw decideRefusal(done.problem)
    return response.noContent()
  }
}
