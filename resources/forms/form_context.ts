/*
 * What a form knows beside its schema: the entity templates and rules speak of, the account's secrets, what is wrong.
 */
import { type ComputedRef, type InjectionKey, inject } from 'vue'
import type { EntityField } from '~/rules/rule_fields'
import type { Completion } from '~/code/types'
import type { DeliveryDraft } from '~/delivery/types'
import type { RuleField, Verdict } from '~/rules/types'

export interface FormContext {
  /** The kind of lead that is sent. */
  entity?: { key: string; fields: readonly EntityField[] } | null
  /** Names of the account's secrets. */
  secrets?: readonly string[]
  /** An answer rules and paths can be picked from, as it was read. */
  answer?: { body: unknown; headers?: Record<string, string> } | null
  /** What became of each rule on that answer, by the path of the rule. */
  answerVerdicts?: Record<string, Record<string, Verdict>>
  /** The delivery this is the config of, as it is being written. */
  delivery?: DeliveryDraft
  /** What an offer may name. */
  assignments?: readonly { key: string; name: string }[]
  strategies?: readonly StrategyChoice[]
  /** Of the account: what settings may name. Absent: it is typed. */
  profiles?: readonly Choice[]
  partners?: readonly Choice[]
  stages?: readonly Choice[]
  members?: readonly { email: string; name: string | null }[]
  /** Rules may ask how a lead stands by now, and these are the keys of its tags. Absent: they may not. */
  standing?: { tags: readonly string[] }
  /** Whose templates they are; a delivery's, unless it is said. */
  variablesOf?: 'automation'
}

interface Choice {
  key: string
  name: string
}

/** A strategy as the server lists it, with its words in other languages. */
export interface StrategyChoice {
  id: string
  name: string
  description?: string | null
  de?: { name?: string; description?: string } | null
  config_schema: unknown
}

export interface FormScope {
  context: ComputedRef<FormContext>
  errors: ComputedRef<Record<string, string>>
  disabled: ComputedRef<boolean>
  leadFields: ComputedRef<readonly RuleField[]>
  answerFields: ComputedRef<readonly RuleField[]>
  variables: ComputedRef<readonly Completion[]>
}

export const FORM_SCOPE: InjectionKey<FormScope> = Symbol('form')
export const useForm = (): FormScope => inject(FORM_SCOPE)!
