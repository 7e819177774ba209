/*
 * Giving leads back. What callers use, each with the account first and a `ReturnActor` for who it is (a partner reaches
 * its own deliveries alone, the others are not found):
 *
 * - `returnPolicyFor(accountId, deliveryId, actor)`: terms, window, places of the month, whether a request would be taken
 * - `requestReturn(accountId, deliveryId, wish, actor)`: `{ id, status: 'waiting' | 'approved' }`, or what it broke
 * - `withdrawReturn(accountId, returnId, actor)`: one that is not decided yet
 * - `approveReturn`, `refuseReturn`: of the team alone
 * - `findReturns(account, filters, now, partnerId)`, `findReturn(…)`, `sendEvidence(ctx, { …, partnerId })`: with
 *   `partnerId` what belongs to that partner
 *
 * Files come as bytes through `readEvidence` (base64: `readWish`; a form: `readForm`), refusals become answers by
 * `requestRefusal` and `decideRefusal`.
 */
import type { Breach } from '#distribution/returns/judge_return'
import type { ReturnTerms } from '#distribution/returns/terms_of'

export type ReturnStatus = 'waiting' | 'approved' | 'refused' | 'withdrawn'
export const RETURN_STATUSES = ['waiting', 'approved', 'refused', 'withdrawn'] as const

/** Who asks or decides. A partner sees and asks for its own deliveries alone. */
export type ReturnActor =
  /** `name` as the audit trail has it, such as `partner:buyer@sunco.example`. */
  | { kind: 'partner'; partnerId: string; name: string }
  | { kind: 'operator' | 'api'; name: string | null }

/** What the terms said when a return was asked for: kept with it, whatever the terms become. */
export interface ReturnFacts {
  /** Null where the partner had no terms and somebody of the team asked all the same. */
  terms: ReturnTerms | null
  timeZone: string
  soldDay: string
  /** Null without terms. */
  lastDay: string | null
  /** Local days since the sale. */
  day: number
  month: string
  /** This one not counted. */
  used: number
  limit: number | null
  /** Leads sold to the partner in the month of the sale; null where no limit asks for it. */
  sold: number | null
  proven: boolean | null
  /** The earlier delivery that proves a duplicate. */
  provenBy: string | null
  /** Terms it breaks: those that were waived, or the limit it waits beyond. */
  breaches: Breach[]
}

/** Evidence, read and checked: type by content. */
export interface EvidenceFile {
  name: string
  type: string
  size: number
  sha256: string
  content: Buffer
}

export interface ReturnWish {
  reason: string
  note: string | null
  evidence: readonly EvidenceFile[]
  /** Of the team alone: ask although the terms say no. Such a request waits for a decision. */
  waive: boolean
}
