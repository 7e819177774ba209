import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { Account } from '#accounts/types'
import {
  INSTALL,
  type Plan,
  type PlanSettings,
  type Seller,
  type Subscription,
} from '#accounts/plans/types'

type Row = Record<string, any>
const numberOrNull = (value: unknown) => (value === null ? null : Number(value))

/** Who sells plans to an account. */
export const sellerOf = ({ parentId }: Pick<Account, 'parentId'>): Seller => parentId ?? INSTALL

const toPlan = (row: Row): Plan => ({
  ...{ id: row.id, seller: row.seller, key: row.key, name: row.name, currency: row.currency },
  ...{ price: Number(row.price), trialDays: Number(row.trial_days), at_limit: row.at_limit },
  included: numberOrNull(row.included),
  overage: numberOrNull(row.overage),
  limits: {
    entities: numberOrNull(row.most_entities),
    members: numberOrNull(row.most_members),
    partners: numberOrNull(row.most_partners),
  },
  archived: row.archived_at !== null,
})

export const planColumns = (plan: Omit<Plan, 'id' | 'seller' | 'archived'>) => ({
  ...{ key: plan.key, name: plan.name, currency: plan.currency, price: plan.price },
  ...{ trial_days: plan.trialDays, included: plan.included, overage: plan.overage },
  ...{ at_limit: plan.at_limit, most_entities: plan.limits.entities },
  ...{ most_members: plan.limits.members, most_partners: plan.limits.partners },
})

const toSettings = (row: Row): PlanSettings => ({
  ...{ seller: row.seller, enabled: Boolean(row.enabled), accountId: row.account_id },
  ...{ defaultPlan: row.default_plan, invoices: row.invoices },
  payment: JSON.parse(row.payment),
  webhookToken: row.webhook_token,
})

const toSubscription = (row: Row): Subscription => ({
  ...{ accountId: row.account_id, seller: row.seller, planId: row.plan_id, status: row.status },
  ...{ anchor: Number(row.anchor), period: { from: row.from_day, to: row.to_day } },
  ...{ fromAt: Number(row.from_at), endsAt: Number(row.ends_at) },
  segments: JSON.parse(row.segments),
  ...{ nextPlanId: row.next_plan_id, ends: Boolean(row.ends) },
  endedAt: numberOrNull(row.ended_at),
  createdAt: Number(row.created_at),
})

export const subscriptionColumns = (
  one: Pick<
    Subscription,
    'planId' | 'status' | 'anchor' | 'period' | 'fromAt' | 'endsAt' | 'segments'
  >
) => ({
  ...{ plan_id: one.planId, status: one.status, anchor: one.anchor },
  ...{ from_day: one.period.from, to_day: one.period.to },
  ...{ from_at: one.fromAt, ends_at: one.endsAt, segments: JSON.stringify(one.segments) },
})

/** Plans of a seller, the cheapest first; those that are sold no more come last. */
export async function listPlans(seller: Seller, client?: QueryClientContract): Promise<Plan[]> {
  const rows = await (client ?? db).from('plans').where('seller', seller).orderBy('price')
  const plans = rows.map(toPlan)
  return [...plans.filter((one) => !one.archived), ...plans.filter((one) => one.archived)]
}

export async function findPlan(
  seller: Seller,
  key: string,
  client?: QueryClientContract
): Promise<Plan | null> {
  const row = await (client ?? db).from('plans').where({ seller, key }).first()
  return row && toPlan(row)
}

export async function planById(id: string, client?: QueryClientContract): Promise<Plan | null> {
  const row = await (client ?? db).from('plans').where('id', id).first()
  return row && toPlan(row)
}

/** How a seller sells; null: it does not, and never did. */
export async function planSettings(
  seller: Seller,
  client?: QueryClientContract
): Promise<PlanSettings | null> {
  const row = await (client ?? db).from('plan_settings').where('seller', seller).first()
  return row && toSettings(row)
}

export async function settingsByToken(token: string): Promise<PlanSettings | null> {
  const row = await db.from('plan_settings').where('webhook_token', token).first()
  return row && toSettings(row)
}

/** What an account is on; null: nothing meters it. */
export async function loadSubscription(
  accountId: string,
  client?: QueryClientContract
): Promise<Subscription | null> {
  const row = await (client ?? db).from('subscriptions').where('account_id', accountId).first()
  return row && toSubscription(row)
}

/** Held until the transaction ends, so that two changes follow each other. */
export async function holdSubscription(
  trx: QueryClientContract,
  accountId: string
): Promise<Subscription | null> {
  const row = await trx.from('subscriptions').where('account_id', accountId).forUpdate().first()
  return row && toSubscription(row)
}

/** Everybody a seller has, by account. */
export async function subscriptionsOf(seller: Seller): Promise<Subscription[]> {
  const rows = await db.from('subscriptions').where('seller', seller).orderBy('account_id')
  return rows.map(toSubscription)
}
