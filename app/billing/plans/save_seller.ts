import db from '@adonisjs/lucid/services/db'
import { recordChange } from '#accounts/config_changes'
import { findPlan, listPlans, planSettings } from '#accounts/plans/repository'
import type { Seller } from '#accounts/plans/types'
import type { Account } from '#accounts/types'
import { diffValues } from '#accounts/told_changes'
import { type Problem, type Result, fail, ok } from '#shared/result'

export interface SellerWish {
  enabled: boolean
  default_plan: string | null
  invoices: 'draft' | 'finalize'
}

/** Changes how a seller sells: whether at all, what accounts begin on, whose books bill. */
export async function saveSeller(
  seller: Seller,
  account: Account,
  wish: SellerWish,
  { actor, now }: { actor: string; now: number }
): Promise<Result<null, Problem[]>> {
  return db.transaction(async (trx) => {
    const settings = await planSettings(seller, trx)
    const problems: Problem[] = []
    if (wish.default_plan !== null) {
      const plan = await findPlan(seller, wish.default_plan, trx)
      if (!plan || plan.archived)
        problems.push({ field: 'default_plan', rule: 'exists', message: 'there is no such plan' })
    }
    const plans = await listPlans(seller, trx)
    // Its invoices are in its own currency, and nothing here knows a rate of exchange.
    if (plans.some(({ currency, archived }) => !archived && currency !== account.currency))
      problems.push({
        field: 'account',
        rule: 'currency',
        message: `plans are priced in another currency than ${account.currency}`,
      })
    if (!settings || problems.length) return fail(problems)
    const columns = {
      ...{ enabled: wish.enabled, default_plan: wish.default_plan, invoices: wish.invoices },
      account_id: account.id,
    }
    await trx
      .from('plan_settings')
      .where('seller', seller)
      .update({ ...columns, updated_at: now })
    const before = {
      ...{ enabled: settings.enabled, default_plan: settings.defaultPlan },
      ...{ invoices: settings.invoices, account_id: settings.accountId },
    }
    const change = { accountId: account.id, actor, object: 'account', action: 'updated' as const }
    await recordChange(trx, {
      ...change,
      detail: { changes: diffValues({ plans: before }, { plans: columns }) },
    })
    return ok(null)
  })
}
