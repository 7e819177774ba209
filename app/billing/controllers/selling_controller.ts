import { type HttpContext, errors } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { findPlan, planSettings, sellerOf } from '#accounts/plans/repository'
import { archivePlan, openPlans, savePlan } from '#accounts/plans/save_plans'
import { subscribe } from '#accounts/plans/subscribe'
import { INSTALL, type Seller } from '#accounts/plans/types'
import { findAccountByKey, loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'
import { savePayment } from '#billing/plans/payment_settings'
import { saveSeller } from '#billing/plans/save_seller'
import { sellerPage } from '#billing/plans/seller_page'
import {
  archiveInput,
  openInput,
  paymentInput,
  planChoice,
  sellerInput,
} from '#billing/validators/plan_inputs'
import { invalid, invalidField, notFound } from '#shared/http_problem'
import type { Problem, Result } from '#shared/result'

/** Who sells plans: the install by its owner, under /install, and an agency to its clients, under /agency. */
export default class SellingController {
  async show(ctx: HttpContext) {
    const seller = sellerIn(ctx)
    const place = seller === INSTALL ? '/install/plans' : '/agency/plans'
    const page = await sellerPage(seller, ctx.team!.account)
    return ctx.inertia.render('plans/selling', { place, ...page } as never)
  }

  async open(ctx: HttpContext) {
    const { account: key } = await ctx.request.validateUsing(openInput)
    await openPlans(sellerIn(ctx), await billingAccount(ctx, key), by(ctx))
    return ctx.response.noContent()
  }

  async update(ctx: HttpContext) {
    const { account: key, ...wish } = await ctx.request.validateUsing(sellerInput)
    const account = await billingAccount(ctx, key)
    valueOf(await saveSeller(sellerIn(ctx), account, wish, by(ctx)))
    return ctx.response.noContent()
  }

  async payment(ctx: HttpContext) {
    const wish = await ctx.request.validateUsing(paymentInput)
    valueOf(await savePayment(await settingsOf(ctx), wish, by(ctx)))
    return ctx.response.noContent()
  }

  async store(ctx: HttpContext) {
    const settings = await settingsOf(ctx)
    const account = (await loadAccount(settings.accountId))!
    valueOf(await savePlan(settings, account.currency, null, ctx.request.body(), by(ctx)))
    return ctx.response.noContent()
  }

  async change(ctx: HttpContext) {
    const settings = await settingsOf(ctx)
    const plan = await findPlan(settings.seller, ctx.params.key)
    if (!plan) throw notFound('plan')
    valueOf(await savePlan(settings, plan.currency, plan.key, ctx.request.body(), by(ctx)))
    return ctx.response.noContent()
  }

  async archive(ctx: HttpContext) {
    const { archived } = await ctx.request.validateUsing(archiveInput)
    const done = await archivePlan(await settingsOf(ctx), ctx.params.key, archived, by(ctx))
    if (!done) throw notFound('plan')
    return ctx.response.noContent()
  }

  async subscribe(ctx: HttpContext) {
    const { plan, at_once: atOnce } = await ctx.request.validateUsing(planChoice)
    const settings = await settingsOf(ctx)
    const account = await loadAccount(ctx.params.id)
    if (!account || sellerOf(account) !== settings.seller || account.id === settings.accountId)
      throw notFound('account')
    const taken = await subscribe(account.id, plan, { ...by(ctx), atOnce })
    if (!taken.ok) throw invalidField('plan', 'exists', `There is no plan "${plan}"`)
    return ctx.response.send({ begins: taken.value })
  }
}

/** An account that is no agency has no such page. */
function sellerIn({ request, team }: HttpContext): Seller {
  if (request.url().startsWith('/install/')) return INSTALL
  if (!team!.account.agency) throw new errors.E_ROUTE_NOT_FOUND([request.method(), request.url()])
  return team!.account.id
}

const by = ({ team }: HttpContext) => ({ actor: actorOf(team!.user), now: Date.now() })

/** Whose books bill: of an agency its own, of the install the one its owner names. */
async function billingAccount(ctx: HttpContext, key: string | undefined): Promise<Account> {
  if (sellerIn(ctx) !== INSTALL) return ctx.team!.account
  const account = key === undefined ? ctx.team!.account : await findAccountByKey(key)
  if (!account || account.parentId !== null)
    throw invalidField('account', 'exists', `There is no account "${key}"`)
  return account
}

async function settingsOf(ctx: HttpContext) {
  const settings = await planSettings(sellerIn(ctx))
  if (!settings) throw notFound('plan')
  return settings
}

function valueOf<T>(result: Result<T, Problem[]>): T {
  if (!result.ok) throw invalid(result.problem)
  return result.value
}
