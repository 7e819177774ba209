import type { Condition, Rule } from '#sdk/rule'
import type { ConditionChange } from '#routing/smallest_change'
import type { CapTrace, Schedule } from '#routing/types'
import type { CompiledAssignment } from '#routing/compile_profile'
import type { Strategy } from '#routing/run_route'

/** Whose rule a condition stands in; `node` for those of the route. */
export interface RuleOwner {
  of: 'assignment' | 'profile' | 'node'
  node: string | null
  /** Of a node with several cases: the one whose rule it is. */
  case?: number
}

/**
 * One thing that would have had to be different. Times in ms, prices in minor units. Everything but `lead`, `moment`,
 * `answer` and `history` is a setting of ours.
 */
export type Change =
  | { on: 'lead'; field: string; from: unknown; to: unknown; needs: ConditionChange[] }
  | {
      on: 'condition'
      owner: RuleOwner
      /** Place in the rule, in the order conditions are written. */
      index: number
      from: Condition
      /** Null takes the condition out. */
      to: Condition | null
    }
  | { on: 'rule'; owner: RuleOwner; from: Rule }
  | { on: 'pause'; whose: 'partner' | 'assignment' }
  | { on: 'moment'; from: number; to: number; why: 'opens' | 'resets' }
  | { on: 'schedule'; from: Schedule; to: Schedule; day: string; hours: string }
  | {
      on: 'cap'
      scope: CapTrace['scope']
      window: CapTrace['window']
      from: CapTrace['limit']
      to: CapTrace['limit']
    }
  /** Room of a balance: money that is paid in, or a higher limit. */
  | { on: 'balance'; mode: 'prepaid' | 'credit'; from: number; to: number }
  | { on: 'price'; from: number; to: number }
  | { on: 'priority'; from: number; to: number }
  | { on: 'weight'; from: number; to: number }
  | { on: 'strategy'; node: string; setting: string | null; from: Strategy; to: Strategy }
  | { on: 'offer'; node: string }
  | { on: 'port'; node: string; type: string; from: string; to: string }
  | { on: 'answer'; assignment: string }
  | { on: 'endpoint' }
  | { on: 'history'; partner: string }
  | { on: 'assignment'; added: CompiledAssignment }

/** Of two changes of one size the one that is easier to picture comes first: the lead itself, then our settings. */
const RANK: Record<Change['on'], number> = {
  lead: 0,
  condition: 1,
  cap: 2,
  balance: 2,
  pause: 3,
  priority: 4,
  price: 5,
  weight: 6,
  schedule: 7,
  moment: 8,
  offer: 9,
  strategy: 10,
  assignment: 11,
  answer: 12,
  port: 13,
  endpoint: 14,
  history: 15,
  rule: 16,
}

export const rankOf = (changes: readonly Change[]): number =>
  Math.max(0, ...changes.map((one) => RANK[one.on]))

/** Two changes with one key are the same change. */
export const keyOf = (change: Change): string =>
  change.on === 'assignment' ? `assignment:${change.added.key}` : JSON.stringify(change)
