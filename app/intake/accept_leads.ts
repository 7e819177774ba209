import { type IntakeStop, intakeGate } from '#accounts/plans/intake_gate'
import { accountKey } from '#entities/account_keys'
import type { AcceptedLead } from '#entities/accept_lead'
import type { AccountKey } from '#entities/field_crypto'
import { duplicateKeys } from '#entities/duplicate_keys'
import { sealRaw, sealValues } from '#entities/seal_values'
import type { DuplicateAction, Entity } from '#entities/types'
import { acceptByPlan } from '#intake/accept_by_plan'
import {
  type Arrival,
  type ArrivalClaim,
  type Arrivals,
  type ArrivingLead,
  arrivalsOf,
  claimed,
} from '#intake/arrivals'
import { changeLead } from '#intake/change_lead'
import { type ConsentRow, keepConsents, ofLead } from '#intake/consent/keep_consents'
import { firstMatch, isMatch } from '#intake/first_match'
import { type ImportRow, importedBefore, noteRow, rowLock } from '#intake/import_rows'
import { leadWrites, suppressedEvent } from '#intake/lead_writes'
import { findHits } from '#intake/suppression/find_hits'
import { type SuppressionHit, arrivalHit } from '#intake/suppression_lists'
import { newId } from '#shared/ids'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Lock, Locked, Work } from '#store/types'

export interface AcceptInput {
  entity: Entity
  accepted: AcceptedLead
  source: string | null
  externalId: string | null
  /** Key of the profile to run instead of those that run on arrival. */
  profile: string | null
  test: boolean
  /** Overrides what the entity does with duplicates. */
  duplicate: DuplicateAction | null
  consent: unknown
  idempotency?: { id: string; requestHash: string }
  /** The row of a file it is: what becomes of it is noted there, and not done twice. */
  importRow?: ImportRow
  /** True: nothing is set off by its arrival. */
  quiet?: boolean
  /** Where it begins; absent: in the first stage of its entity. */
  stage?: string | null
  claim?: ArrivalClaim
}

export type Told = 'stored' | 'duplicate' | 'updated' | 'rejected'

export type AcceptOutcome =
  | { type: 'stored'; leadId: string; distributions: string[] }
  | { type: 'duplicate'; leadId: string } // skipped: the lead that was first
  | { type: 'updated'; leadId: string } // the first lead took over the new values
  | { type: 'rejected'; leadId: string } // refused because of the lead that was first
  | { type: 'unknown_profile' }
  | { type: 'claim_refused'; reason: string } // what it claims is not to be had
  | { type: 'replayed'; leadId: string; as: Told } // the same idempotency key and body came before
  | { type: 'idempotency_conflict' } // the same key with another body
  | { type: 'stopped'; by: IntakeStop } // the account's plan lets no more in
  | { type: 'suppressed'; field: string; label: string } // an address is on a list that refuses

/**
 * Stores leads durably, each with its match keys, its event and the distributions it sets off, in one transaction per
 * group. A match key exists once per entity by primary key, so of two equal leads arriving together exactly one is new.
 */
export async function acceptLeads(
  accountId: string,
  inputs: AcceptInput[]
): Promise<AcceptOutcome[]> {
  const [key, arrivals, gate] = await Promise.all([
    accountKey(accountId),
    arrivalsOf(accountId),
    intakeGate(accountId, Date.now()),
  ])
  const accept = (input: AcceptInput) => (stop: IntakeStop | null) =>
    acceptOne(accountId, key, arrivals, input, stop)
  return Promise.all(inputs.map((input) => acceptByPlan(gate, input, accept(input))))
}

/** What decides about a lead beside itself. */
interface Circumstances {
  stop: IntakeStop | null
  suppressed: SuppressionHit | null
  consents: readonly ConsentRow[]
}

const NO_CONSENTS: readonly ConsentRow[] = []

async function acceptOne(
  accountId: string,
  key: AccountKey,
  arrivals: Arrivals,
  input: AcceptInput,
  stop: IntakeStop | null
): Promise<AcceptOutcome> {
  const at = Date.now()
  const lead: ArrivingLead = {
    id: newId('lead', at),
    accountId,
    entity: input.entity,
    values: input.accepted.values,
    source: input.source,
    externalId: input.externalId,
    stage: input.stage ?? input.entity.stages[0] ?? null,
    test: input.test,
    at,
  }
  if (arrivals.lists.length > 0)
    lead.hits = await findHits(key, arrivals.lists, lead.entity, lead.values, at)
  const suppressed = lead.hits ? arrivalHit(lead.hits) : null
  const called = input.claim
    ? claimed(input.claim, lead)
    : input.quiet
      ? null
      : arrivals.arrived(lead, input.profile)
  if (called === 'unknown_profile') return { type: 'unknown_profile' }
  const arrival = suppressed ? null : called

  const consents = input.consent
    ? await keepConsents(lead, input.consent, input.accepted.extra)
    : NO_CONSENTS
  const outcome = await store.submit(
    storeLead(lead, input, key, arrival, { stop, suppressed, consents })
  )
  if (outcome.type === 'stored') arrival?.committed()
  // A replay comes this far only when its first request died half-way: then the change may be missing.
  const told = outcome.type === 'replayed' ? outcome.as : outcome.type
  if (told === 'updated' && 'leadId' in outcome)
    await changeLead(
      accountId,
      outcome.leadId,
      { values: input.accepted.values, extra: input.accepted.extra },
      null,
      { importRow: input.importRow }
    )
  return outcome
}

function storeLead(
  lead: ArrivingLead,
  input: AcceptInput,
  key: AccountKey,
  arrival: Arrival | null,
  { stop, suppressed, consents }: Circumstances
): Work<AcceptOutcome> {
  const { accountId, entity, at } = lead
  const sealed = {
    ...sealValues(key, entity, lead.values),
    raw: sealRaw(key, entity, input.accepted.raw),
  }
  // Test leads neither block real ones nor are blocked by them.
  const matchKeys = lead.test ? [] : duplicateKeys(key, entity, lead.values)
  const locks: Lock[] = matchKeys.map(({ id }) => ({
    table: 'lead_keys',
    value: id,
    seed: { id, account_id: accountId, lead_id: null, seen_at: 0 },
  }))
  if (arrival) locks.push(...arrival.locks)
  if (input.idempotency) locks.push(idempotencyLock(accountId, input.idempotency, at))
  if (input.importRow) locks.push(rowLock(accountId, input.importRow))

  return {
    locks,
    decide(locked) {
      const repeated =
        (input.idempotency && replay(locked, input.idempotency)) ??
        (input.importRow && importedBefore(locked, input.importRow))
      if (repeated) return { result: repeated, writes: [] }

      const first = firstMatch(locked, matchKeys, entity, at)
      const action = first && (input.duplicate ?? entity.duplicate?.action ?? 'skip')
      const remember = (leadId: string, outcome: Told) => {
        if (input.idempotency)
          locked.put('idempotency_keys', input.idempotency.id, {
            headers: JSON.stringify({ lead_id: leadId, outcome }),
          })
        if (input.importRow) noteRow(locked, input.importRow, { outcome, lead_id: leadId })
      }
      if (first && action !== 'create') {
        const type =
          action === 'update' ? 'updated' : action === 'reject' ? 'rejected' : 'duplicate'
        remember(first, type)
        const noted = event(
          'lead.duplicate',
          { accountId, leadId: first },
          { action, source: input.source },
          at
        )
        // Whoever comes again agrees again.
        const agreed = type === 'updated' ? consents.map((row) => ofLead(row, first)) : []
        return { result: { type, leadId: first }, writes: [noted, ...agreed] }
      }
      // What came before is answered as it was then; only a new lead is refused.
      const reason = arrival?.refused?.(locked) ?? null
      if (reason !== null) return { result: { type: 'claim_refused', reason }, writes: [] }
      if (stop) return { result: { type: 'stopped', by: stop }, writes: [] }
      if (suppressed?.list.onArrival === 'refuse') {
        const { field, label } = suppressed
        const told = suppressedEvent(lead, suppressed, null)
        return { result: { type: 'suppressed', field, label }, writes: [told] }
      }
      for (const { id } of matchKeys)
        if (!isMatch(locked, id, entity, at))
          locked.put('lead_keys', id, { lead_id: lead.id, seen_at: at })
      remember(lead.id, 'stored')
      return {
        result: { type: 'stored', leadId: lead.id, distributions: arrival?.distributions ?? [] },
        writes: [
          ...leadWrites(lead, input, sealed, first, { arrival, suppressed, locked }),
          ...consents.map((row) => ofLead(row, lead.id)),
        ],
      }
    },
  }
}

function idempotencyLock(
  accountId: string,
  { id, requestHash }: { id: string; requestHash: string },
  at: number
): Lock {
  const seed = {
    id,
    account_id: accountId,
    request_hash: requestHash,
    status: null,
    headers: null,
    body: null,
    owner: null,
    created_at: at,
  }
  return { table: 'idempotency_keys', value: id, seed }
}

function replay(locked: Locked, key: { id: string; requestHash: string }): AcceptOutcome | null {
  const row = locked.get('idempotency_keys', key.id)!
  if (row.request_hash !== key.requestHash) return { type: 'idempotency_conflict' }
  if (!row.headers) return null
  const { lead_id: leadId, outcome } = JSON.parse(row.headers as string) as {
    lead_id: string
    outcome: Told
  }
  return { type: 'replayed', leadId, as: outcome }
}
