import { useI18n } from 'vue-i18n'
import { useFormat } from './format'
import type { Money } from './types'

/* The shapes of the pages about plans. */
export type AtLimit = 'stop' | 'overage' | 'warn'
export type Begins = 'trial' | 'now' | 'later'
export type Limited = 'entities' | 'members' | 'partners'

export interface CurrentPlan {
  key: string
  name: string
  status: 'trialing' | 'active' | 'past_due' | 'ended'
  period: { from: string; to: string }
  ends: boolean
  at_limit: AtLimit
  trial: boolean
  price: Money
  overage: Money | null
  days_left: number
  next: string | null
  next_from: string
}

export interface Cost {
  base: Money
  overage: { leads: number; amount: Money } | null
  total: Money
}

export interface PlanUse {
  leads: number
  included: number | null
  days: { passed: number; all: number }
  forecast: { leads: number; by: 'weekdays' | 'average' } | null
  cost: { now: Cost; forecast: Cost | null } | null
}

export interface PlanRoom {
  what: Limited
  used: number
  most: number | null
}

export interface PlanOffer {
  key: string
  name: string
  included: number | null
  at_limit: AtLimit
  limits: Record<Limited, number | null>
  begins: Begins
  trial_days: number
  price: Money
  overage: Money | null
  current: boolean
  next: boolean
  more: Money | null
}

export interface PlanInvoice {
  id: string
  kind: 'invoice' | 'credit_note'
  number: string
  status: string
  issue_date: string
  due_date: string | null
  gross: Money
  due: Money
}

/** A plan as its seller writes it. */
export interface SoldPlan {
  key: string
  name: string
  currency: string
  price: string
  trial_days: number
  included: number | null
  overage: string | null
  at_limit: AtLimit
  entities: number | null
  members: number | null
  partners: number | null
  archived: boolean
  accounts: number
}

export interface Subscriber {
  id: string
  key: string
  name: string
  status: CurrentPlan['status'] | null
  plan: string | null
  until: string | null
  ends: boolean
}

export interface PaymentForm {
  id: string
  name: string
  description: string | null
  de: { name?: string; description?: string } | null
  receives: boolean
  fields: {
    key: string
    title: string
    help: string | null
    de: { title?: string; description?: string } | null
    secret: boolean
    isSet: boolean
    value: string
  }[]
}

/** What a plan holds, in short lines. */
export function usePlanWords() {
  const { t } = useI18n()
  const { count, money } = useFormat()

  function lines(plan: Pick<PlanOffer, 'included' | 'at_limit' | 'overage' | 'limits'>): string[] {
    const { included, at_limit: atLimit, overage, limits } = plan
    const places = (Object.entries(limits) as [Limited, number | null][])
      .filter((one): one is [Limited, number] => one[1] !== null)
      .map(([what, most]) => count(most, `plans.room.${what}`))
    return [
      included === null ? t('plans.leads.any') : count(included, 'plans.leads.included'),
      ...(included === null ? [] : [beyond(atLimit, overage)]),
      places.length ? places.join(', ') : t('plans.room.any'),
    ]
  }
  const beyond = (atLimit: AtLimit, overage: Money | null) =>
    atLimit === 'overage' && overage
      ? t('plans.leads.overage', { price: money(overage) })
      : t(`plans.leads.${atLimit === 'stop' ? 'stop' : 'warn'}`)
  return { lines, beyond }
}
