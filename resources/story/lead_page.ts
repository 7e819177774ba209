/*
 * What the parts of a lead's page share: the lead, how sentences are made, and what may be done.
 */
import { type ComputedRef, type InjectionKey, computed, inject } from 'vue'
import { useI18n } from 'vue-i18n'
import { usePage } from '@inertiajs/vue3'
import { useFormat } from '../format'
import { entityRuleFields } from '../rules/rule_fields'
import type { SharedProps } from '../types'
import type { Say } from './say'
import type { Choices, LeadFacts, Run, StoryDelivery, StoryNames } from './types'

export interface Target {
  partner: string
  name: string
  assignment: string | null
}

export interface LeadPage {
  lead: ComputedRef<LeadFacts>
  choices: ComputedRef<Choices>
  say: ComputedRef<Say>
  /** May the reader change anything here? */
  may: ComputedRef<boolean>
  /** Null where there is no run to ask about: it was only simulated. */
  ask: ((run: Run, target: Target) => void) | null
  cancel(run: Run, delivery: StoryDelivery): void
  /** Records that a partner gives it back. */
  giveBack(delivery: StoryDelivery): void
  /** The request to give a delivery back, if there is one. */
  returnOf(delivery: StoryDelivery): { id: string; status: string } | null
  retry(delivery: StoryDelivery): Promise<void>
  settle(delivery: StoryDelivery): void
  /** Reads again what an action changed. */
  refresh(): void
}

export const LEAD_PAGE: InjectionKey<LeadPage> = Symbol('lead page')

export function useLeadPage(): LeadPage {
  const page = inject(LEAD_PAGE)
  if (!page) throw new Error('This stands on the page of a lead only')
  return page
}

interface Told {
  lead: LeadFacts
  runs: Run[]
  names: StoryNames
}

/** How sentences about this lead are made, in the language and zone of the reader. */
export function useSay(told: () => Told): ComputedRef<Say> {
  const { t, te, locale } = useI18n({ useScope: 'global' })
  const { money, number, value, exact, zone } = useFormat()
  const page = usePage<SharedProps>()
  return computed(() => {
    const { lead, runs, names } = told()
    const fields = entityRuleFields(lead.fields, (key, values = {}) => t(key, values))
    const buyers = new Map<string, string>()
    for (const { groups, deliveries } of runs) {
      for (const { rows } of groups)
        for (const { assignment, partner } of rows) buyers.set(assignment, partner)
      for (const { assignment, partner } of deliveries) buyers.set(assignment, partner)
    }
    const partner = (key: string) => names.partners[key] ?? key
    return {
      t: (key, values = {}, plural) =>
        plural === undefined ? t(key, values) : t(key, values, plural),
      has: (key) => te(key) || te(key, 'en'),
      fields: new Map(fields.map((field) => [field.key, field])),
      manner: { locale: locale.value, timeZone: zone() },
      money,
      number,
      value,
      exact: (iso) => (Number.isNaN(Date.parse(iso)) ? '' : exact(iso)),
      currency: page.props.account?.currency ?? 'USD',
      buyer: (assignment) => partner(buyers.get(assignment) ?? assignment),
      partner,
    }
  })
}

/** The same, with the names an answer brought along. */
export const withNames = (say: Say, names: Record<string, string>): Say => ({
  ...say,
  buyer: (assignment) => names[assignment] ?? say.buyer(assignment),
})
