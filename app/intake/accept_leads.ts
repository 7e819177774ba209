import { type IntakeStop, intakeGate } from '#accounts/plans/intake_gate'
import { accountKey } from '#entities/account_keys'
import type { AcceptedLead } from '#entities/accept_lead'
import type { AccountKey } from '#entities/field_crypto'
import { duplicateKeys } from '#entities/duplicate_keys'
import { sealRaw, sealValues } from '#entities/seal_values'
import type { DuplicateAction, Entity } from '#entities/types'
import { acceptByPlan } from '#intake/accept_by_plan'
import { type Arrival, type Arrivals, type ArrivingLead, arrivalsOf } from '#intake/arrivals'
import { changeLead } from '#intake/change_lead'
import { firstMatch, isMatch } from '#intake/first_match'
import { newId } from '#shared/ids'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Lock, Locked, Work, Write } from '#store/types'

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
}

type Told = 'stored' | 'duplicate' | 'updated' | 'rejected'

export type AcceptOutcome =
  | { type: 'stored'; leadId: string; distributions: string[] }
  | { type: 'duplicate'; leadId: string } // skipped: the lead that was first
  | { type: 'updated'; leadId: string } // the first lead took over the new values
  | { type: 'rejected'; leadId: string } // refused because of the lead that was first
  | { type: 'unknown_profile' }
  | { type: 'replayed'; leadId: string; as: Told } // the same idempotency key and body came before
  | { type: 'idempotency_conflict' } // the same key with another body
  | { type: 'stopped'; by: IntakeStop } // the account's plan lets no more in

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
    stage: input.entity.stages[0] ?? null,
    test: input.test,
    at,
  }
  const arrival = arrivals.arrived(lead, input.profile)
  if (arrival === 'unknown_profile') return { type: 'unknown_profile' }

  const outcome = await store.submit(storeLead(lead, input, key, arrival, stop))
  if (outcome.type === 'stored') arrival?.committed()
  // A replay comes this far only when its first request died half-way: then the change may be missing.
  const told = outcome.type === 'replayed' ? outcome.as : outcome.type
  if (told === 'updated' && 'leadId' in outcome)
    await changeLead(
      accountId,
      outcome.leadId,
      { values: input.accepted.values, extra: input.accepted.extra },
      null
    )
  return outcome
}

function storeLead(
  lead: ArrivingLead,
  input: AcceptInput,
  key: AccountKey,
  arrival: Arrival | null,
  stop: IntakeStop | null
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

  return {
    locks,
    decide(locked) {
      const repeated = input.idempotency && replay(locked, input.idempotency)
      if (repeated) return { result: repeated, writes: [] }

      const first = firstMatch(locked, matchKeys, entity, at)
      const action = first && (input.duplicate ?? entity.duplicate?.action ?? 'skip')
      const remember = (leadId: string, outcome: Told) => {
        if (input.idempotency)
          locked.put('idempotency_keys', input.idempotency.id, {
            headers: JSON.stringify({ lead_id: leadId, outcome }),
          })
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
        return { result: { type, leadId: first }, writes: [noted] }
      }
      // What came before is answered as it was then; only a new lead is refused.
      if (stop) return { result: { type: 'stopped', by: stop }, writes: [] }
      for (const { id } of matchKeys)
        if (!isMatch(locked, id, entity, at))
          locked.put('lead_keys', id, { lead_id: lead.id, seen_at: at })
      remember(lead.id, 'stored')
      return {
        result: { type: 'stored', leadId: lead.id, distributions: arrival?.distributions ?? [] },
        writes: leadWrites(lead, input, sealed, first, arrival, locked),
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

function leadWrites(
  lead: ArrivingLead,
  input: AcceptInput,
  sealed: ReturnType<typeof sealValues> & { raw: string | null },
  duplicateOf: string | null,
  arrival: Arrival | null,
  locked: Locked
): Write[] {
  const { accountId, at } = lead
  const { extra } = input.accepted
  const distributing = Boolean(arrival?.distributions.length)
  return [
    {
      insert: 'leads',
      row: {
        id: lead.id,
        account_id: accountId,
        entity_id: lead.entity.id,
        status: distributing ? 'distributing' : 'received',
        stage: lead.stage,
        source: lead.source,
        external_id: lead.externalId,
        values: sealed.values,
        raw: sealed.raw,
        extra: JSON.stringify(extra),
        consent: input.consent ? JSON.stringify(input.consent) : null,
        test: lead.test,
        revision: 1,
        duplicate_of: duplicateOf,
        created_at: at,
        updated_at: at,
      },
    },
    ...sealed.index.map(({ field, hash }): Write => ({
      insert: 'lead_index',
      row: { id: `${lead.id}:${field}`, lead_id: lead.id, field, account_id: accountId, hash },
    })),
    event(
      'lead.received',
      { accountId, leadId: lead.id },
      { entity: lead.entity.key, source: lead.source, test: lead.test },
      at
    ),
    ...(arrival?.decide(locked) ?? []),
  ]
}
