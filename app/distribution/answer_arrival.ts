import type { IntakeStop } from '#accounts/plans/intake_gate'
import type { AcceptOutcome } from '#intake/accept_leads'
import { HttpProblem, invalid, keyReused } from '#shared/http_problem'
import type { Problem } from '#shared/result'
import { unknownProfile } from '#distribution/take_lead'
import { claimProblem } from '#distribution/claim_problem'

export interface ArrivalResult {
  leadId: string
  /** The lead was there before: under `skip` as it was, under `update` with the new values. */
  duplicate: boolean
  /** The same idempotency key stored it before. */
  replayed: boolean
}

/** What became of an arrival, or the problem its sender is told. */
export function answerArrival(
  outcome: AcceptOutcome,
  profile: string | null
): ArrivalResult | HttpProblem {
  switch (outcome.type) {
    case 'stored':
      return { leadId: outcome.leadId, duplicate: false, replayed: false }
    case 'replayed':
      if (outcome.as === 'rejected') return duplicateLead(outcome.leadId, true)
      return { leadId: outcome.leadId, duplicate: outcome.as !== 'stored', replayed: true }
    case 'duplicate':
    case 'updated':
      return { leadId: outcome.leadId, duplicate: true, replayed: false }
    case 'rejected':
      return duplicateLead(outcome.leadId, false)
    case 'unknown_profile':
      return invalid([unknownProfile(profile ?? '')])
    case 'claim_refused':
      return claimProblem(outcome.reason)
    case 'idempotency_conflict':
      return keyReused()
    case 'stopped':
      return stopped(outcome.by)
    case 'suppressed':
      return invalid([suppressedValue(outcome)])
  }
}

/** Why a plan lets no lead in, in words for whoever sent it. */
export const STOPPED: Record<IntakeStop, string> = {
  plan_limit: 'The leads that the plan of this account includes are used up',
  trial_ended: 'The trial of this account has ended; choose a plan to take leads again',
  plan_ended: 'The plan of this account has ended; choose one to take leads again',
}

/** What the sender of a lead is told whose address is on a suppression list; not which. */
export const suppressedValue = ({ field, label }: { field: string; label: string }): Problem => ({
  field,
  rule: 'suppressed',
  message: `${label} is on a suppression list: the lead was not taken`,
})

const stopped = (by: IntakeStop) =>
  new HttpProblem(by === 'plan_limit' ? 'plan-limit' : 'plan-ended', STOPPED[by], {
    members: { reason: by },
  })

const duplicateLead = (first: string, replayed: boolean) =>
  new HttpProblem('duplicate-lead', 'A lead of this person exists already', {
    members: { duplicate_of: first },
    ...(replayed && { headers: { 'idempotency-replayed': 'true' } }),
  })
