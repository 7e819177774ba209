import type { HttpContext } from '@adonisjs/core/http'
import { choosePeriod } from '#insights/choose_period'
import { accountConfig } from '#distribution/account_config'
import { findAttention } from '#insights/find_attention'
import { sampleLead } from '#insights/sample_keys'
import { firstSteps } from '#insights/first_steps'
import { latestLeads } from '#insights/latest_leads'
import { loadLimitedOverview } from '#insights/limited_overview'
import { loadOverview } from '#insights/overview'
import { overviewQuery } from '#insights/validators/overview_query'

const LATEST = 10

export default class OverviewController {
  async show({ inertia, request, team }: HttpContext) {
    const { account, scope } = team!
    const now = Date.now()
    // An address somebody mistyped shows today rather than nothing.
    const [, asked] = await overviewQuery.tryValidate(request.qs())
    const period = choosePeriod(asked ?? {}, account.timeZone, now)
    const latest = await latestLeads(account.id, LATEST, scope)
    return inertia.render('overview/show', {
      overview: () =>
        scope ? loadLimitedOverview(account, scope, period) : loadOverview(account, period),
      attention: () => findAttention(account, now, scope),
      latest,
      // How to begin is for who sees the account whole.
      steps: () => (scope ? null : stepsOf(account.id, latest.length > 0)),
    })
  }
}

async function stepsOf(accountId: string, hasLeads: boolean) {
  const steps = firstSteps(await accountConfig(accountId), hasLeads)
  return steps && { ...steps, sample: steps.live ? await sampleLead(accountId) : null }
}
