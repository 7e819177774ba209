import db from '@adonisjs/lucid/services/db'
import { writePlan } from '#accounts/plans/plan_shape'
import { listPlans, planSettings } from '#accounts/plans/repository'
import { INSTALL, type Segment, type Seller } from '#accounts/plans/types'
import { listAccounts, loadAccount } from '#accounts/repository'
import type { Account } from '#accounts/types'
import { appUrl } from '#config/app'
import { paymentForms } from '#billing/plans/payment_settings'

const MOST = 500

const briefly = ({ key, name, currency }: Account) => ({ key, name, currency })

/** Accounts that could bill for the install: those of no agency. */
async function billingAccounts() {
  const accounts = await listAccounts()
  return accounts.filter(({ parentId }) => parentId === null).map(briefly)
}

/** All that the page of a seller of plans shows: its plans, who is on them, how it is paid. */
export async function sellerPage(seller: Seller, account: Account) {
  const settings = await planSettings(seller)
  const [plans, billing, subscribers] = await Promise.all([
    listPlans(seller),
    settings ? loadAccount(settings.accountId) : null,
    findSubscribers(seller, settings?.accountId ?? null),
  ])
  const onPlan = (id: string) => subscribers.filter(({ plan_id: plan }) => plan === id).length
  return {
    // Whose books bill: the install's owner chooses among all accounts, an agency bills by its own.
    sellers: seller === INSTALL ? await billingAccounts() : [briefly(account)],
    settings: settings && {
      ...{ enabled: settings.enabled, default_plan: settings.defaultPlan },
      ...{ invoices: settings.invoices, account: billing && briefly(billing) },
    },
    plans: plans.map((plan) => ({ ...writePlan(plan), accounts: onPlan(plan.id) })),
    subscribers: subscribers.map(({ plan_id: _, ...one }) => one),
    held: await waitingPeriods(seller),
    payment: settings && {
      use: settings.payment.use,
      forms: paymentForms(settings),
      hook: `${appUrl}/payments/{provider}/${settings.webhookToken}`,
    },
  }
}

/** Accounts the seller could have on a plan, with the plan they are on. */
async function findSubscribers(seller: Seller, billing: string | null) {
  const rows = await db
    .from('accounts as a')
    .leftJoin('subscriptions as s', 's.account_id', 'a.id')
    .if(
      seller === INSTALL,
      (query) => query.whereNull('a.parent_id'),
      (query) => query.where('a.parent_id', seller)
    )
    // Who bills is on no plan of its own.
    .if(billing !== null, (query) => query.whereNot('a.id', billing!))
    .orderBy('a.name')
    .orderBy('a.id')
    .limit(MOST)
    .select('a.id', 'a.key', 'a.name', 's.status', 's.plan_id', 's.segments', 's.to_day', 's.ends')
  return rows.map((row) => ({
    ...{ id: row.id as string, key: row.key as string, name: row.name as string },
    status: row.status as string | null,
    plan_id: row.plan_id as string | null,
    plan: row.segments ? (JSON.parse(row.segments) as Segment[]).at(-1)!.name : null,
    until: row.to_day as string | null,
    ends: Boolean(row.ends),
  }))
}

/** Periods that could not be billed, and why. */
async function waitingPeriods(seller: Seller) {
  const rows = await db
    .from('subscription_periods as p')
    .join('accounts as a', 'a.id', 'p.account_id')
    .where('p.seller', seller)
    .where('p.state', 'due')
    .whereNotNull('p.error')
    .orderBy('p.ends_at')
    .limit(50)
    .select('a.name', 'p.from_day', 'p.to_day', 'p.error')
  return rows.map((row) => ({
    ...{ account: row.name as string, from: row.from_day as string, to: row.to_day as string },
    why: row.error as string,
  }))
}
