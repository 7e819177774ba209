import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Entity } from '#entities/types'
import { routeShape } from '#routing/profile_shape'
import type { RouteGraph } from '#routing/types'
import { keyText } from '#shared/common_shapes'
import type { Problem } from '#shared/result'
import { type Shape, bool, integer, object, optional, text } from '#shared/shape'

/** An automation as a blueprint has it: what is live of it. */
export interface AutomationForm {
  key: string
  name?: string
  /** Key; absent: it is about partners. */
  entity?: string
  on?: boolean
  /** Absent: nothing of it is live, or it stays as it is. */
  route?: RouteGraph
  limits?: { per_subject_hour?: number; per_minute?: number }
}

export const automationFormShape: Shape<AutomationForm> = object({
  key: keyText(),
  name: optional(text({ max: 120 })),
  entity: optional(keyText()),
  on: optional(bool()),
  route: optional(routeShape),
  limits: optional(
    object({
      per_subject_hour: optional(integer(1, 1_000)),
      per_minute: optional(integer(1, 100_000)),
    })
  ),
})

export interface KnownAutomation {
  id: string
  form: AutomationForm & { name: string; on: boolean }
}

/** What an automation of a blueprint may name: what there is once the blueprint is applied. */
export interface AutomationsAround {
  entity: Entity | null
  /** Key of each profile, and the key of its entity. */
  profiles: ReadonlyMap<string, string>
  partners: ReadonlySet<string>
}

export interface AutomationsWrite {
  accountId: string
  actor: string | null
  now: number
  /** Ids by key. */
  entityIds: ReadonlyMap<string, string>
}

/**
 * Automations stand right of distribution, so what a blueprint does with them is handed in from there when the app
 * boots. Without it an account has none.
 */
export interface AutomationsPart {
  load(accountId: string): Promise<Map<string, KnownAutomation>>
  /** Problems with their place below the automation: `route.nodes.mail.to`. */
  check(form: AutomationForm, around: AutomationsAround): Promise<Problem[]>
  write(
    trx: TransactionClientContract,
    known: KnownAutomation | undefined,
    form: KnownAutomation['form'],
    by: AutomationsWrite
  ): Promise<void>
  remove(trx: TransactionClientContract, known: KnownAutomation, now: number): Promise<void>
}

let part: AutomationsPart | null = null
export const setAutomationsPart = (given: AutomationsPart) => void (part = given)
export const automationsPart = (): AutomationsPart | null => part
