import { newId } from '#shared/ids'
import { type Problem, type Result, fail, ok } from '#shared/result'
import type { AccountConfig } from '#distribution/account_config'
import { kindOf } from '#distribution/lead_jobs/job_change'
import { jobRunner } from '#distribution/lead_jobs/job_runner'
import { createJob } from '#distribution/lead_jobs/lead_jobs'
import { type ChangePlan, type ChangeWish, planChange } from '#distribution/lead_jobs/plan_change'

export interface BeginWish extends ChangeWish {
  /** Of an erasure: how many leads somebody means to erase. */
  confirm?: number
  /** Only says what it would mean. */
  dryRun?: boolean
}

export interface Begun {
  id: string | null
  plan: ChangePlan
}

/** Looks at a change of many leads and begins it. */
export async function beginChange(
  config: AccountConfig,
  { confirm, dryRun, ...wish }: BeginWish,
  actor: string
): Promise<Result<Begun, Problem[]>> {
  const now = Date.now()
  const planned = await planChange(config, wish, now)
  if (!planned.ok) return planned
  const plan = planned.value
  if (dryRun) return ok({ id: null, plan })
  if ('erase' in plan.change && confirm !== plan.leads.n)
    return fail([
      {
        field: 'confirm',
        rule: 'confirm',
        message: `${plan.leads.n} leads would be erased for good: say so with this number`,
      },
    ])
  const id = await createJob({
    accountId: config.account.id,
    actor,
    kind: kindOf(plan.change),
    profile: '',
    change: plan.change,
    entities: plan.entities,
    ids: plan.ids,
    filter: plan.ids ? null : (wish.filter ?? {}),
    // Any lead that comes from now on has a greater id.
    upto: newId('lead', now),
    total: plan.leads.exact ? plan.leads.n : null,
  })
  jobRunner.kick()
  return ok({ id, plan })
}
