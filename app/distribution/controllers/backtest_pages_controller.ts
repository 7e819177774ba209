import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { accountConfig } from '#distribution/account_config'
import { backtestPage, backtestView } from '#distribution/backtest/jobs/backtest_page'
import { changeRows } from '#distribution/backtest/jobs/change_rows'
import { changeOf } from '#distribution/backtest/jobs/changes'
import { type Backtest, findBacktest, stopBacktest } from '#distribution/backtest/jobs/backtests'
import { exportChanges } from '#distribution/backtest/jobs/export_changes'
import { startBacktest, tooMany } from '#distribution/backtest/jobs/start_backtest'
import { tellChange } from '#distribution/backtest/jobs/tell_change'
import { missingPage } from '#distribution/missing_page'
import { profileForms, profilePage } from '#distribution/setup/profile_pages'
import { backtestInput, changeRowsQuery } from '#distribution/validators/backtest_inputs'
import { readPeriod } from '#routing/period'
import { conflict, invalid, notFound } from '#shared/http_problem'

const A_PAGE = 50

/** Backtests of a profile, for people. */
export default class BacktestPagesController {
  async show({ inertia, params, request, team }: HttpContext) {
    const { account } = team!
    const page = await profilePage(account, params.key)
    const shown = page && (await backtestPage(account.id, page.working.profile.id, params.id))
    if (!shown) throw missingPage(request)
    const { partners } = await profileForms(account, team!.scope)
    return inertia.render('profiles/backtest', { ...page.props, partners, ...shown })
  }

  async store({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { version, ...range } = await backtestInput.validate(request.body())
    const { from, to } = readPeriod(range, account.timeZone)
    const input = { from: from!, to: to!, version }
    const started = await startBacktest(account.id, params.key, input, actorOf(user), Date.now())
    if (started.ok) return response.status(202).send({ id: started.value })
    if (started.problem === 'not_found') throw notFound('profile')
    throw started.problem === 'too_many' ? conflict(tooMany) : invalid(started.problem)
  }

  /** How far it is, or what it found. */
  async look(ctx: HttpContext) {
    return ctx.response.send(await backtestView(await jobOf(ctx)))
  }

  async stop(ctx: HttpContext) {
    const { account } = ctx.team!
    const { id } = await jobOf(ctx)
    if (!(await stopBacktest(account.id, id, Date.now()))) throw conflict('This backtest has ended')
    return ctx.response.noContent()
  }

  async changes(ctx: HttpContext) {
    const job = await jobOf(ctx)
    const query = await changeRowsQuery.validate(ctx.request.qs())
    return ctx.response.send(await changeRows(job, { ...query, limit: A_PAGE }))
  }

  /** One lead with both ways. */
  async change(ctx: HttpContext) {
    const job = await jobOf(ctx)
    const change = await changeOf(job.accountId, job.id, ctx.params.lead)
    if (!change) throw notFound('lead in this backtest')
    return ctx.response.send(await tellChange(job, change))
  }

  async download(ctx: HttpContext) {
    const job = await jobOf(ctx)
    const name = `backtest-${ctx.params.key}-${new Date(job.createdAt).toISOString().slice(0, 10)}`
    const { response } = ctx
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', `attachment; filename="${name}.csv"`)
    response.header('cache-control', 'no-store')
    return response.stream(Readable.from(exportChanges(job)))
  }
}

/** The backtest of the address: of this account, and of this profile. */
async function jobOf({ params, team }: HttpContext): Promise<Backtest> {
  const { account } = team!
  const job = await findBacktest(account.id, params.id)
  const { profilesByKey } = await accountConfig(account.id)
  if (!job || profilesByKey.get(params.key)?.profile.id !== job.profileId)
    throw notFound('backtest')
  return job
}
