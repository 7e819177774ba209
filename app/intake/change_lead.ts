import { accountKey } from '#entities/account_keys'
import { loadEntityById } from '#entities/repository'
import { openValues, sealValues } from '#entities/seal_values'
import { type Arrival, arrivalsOf } from '#intake/arrivals'
import { type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Lock, Row, Work, Write } from '#store/types'

export interface LeadChange {
  /** Normal forms (see acceptLead); null takes a value away, what is not named stays. */
  values?: Record<string, unknown>
  extra?: Record<string, unknown>
  stage?: string
  assignee?: string | null
}

export type LeadChangeProblem = 'not_found' | 'erased'

/**
 * Changes a stored lead. The values before are kept as a revision, so that past distributions are still explained by
 * what they saw; the trail names the changed fields, never their values.
 */
export async function changeLead(
  accountId: string,
  leadId: string,
  change: LeadChange,
  actor: string | null
): Promise<Result<null, LeadChangeProblem>> {
  const found = await store.first('select entity_id from leads where id = ? and account_id = ?', [
    leadId,
    accountId,
  ])
  if (!found) return fail('not_found')
  const [entity, key, arrivals] = await Promise.all([
    loadEntityById(accountId, found.entity_id as string),
    accountKey(accountId),
    arrivalsOf(accountId),
  ])
  if (!entity) return fail('not_found')
  const at = Date.now()
  const locks: Lock[] = [
    { table: 'leads', value: leadId },
    ...entity.fields
      .filter((field) => field.encrypted)
      .map((field): Lock => {
        const id = `${leadId}:${field.key}`
        return {
          table: 'lead_index',
          value: id,
          seed: { id, lead_id: leadId, field: field.key, account_id: accountId, hash: '' },
        }
      }),
  ]
  const work: Work<Result<Arrival | null, LeadChangeProblem>> = {
    locks,
    decide(locked) {
      const row = locked.get('leads', leadId)
      if (!row) return { result: fail('not_found'), writes: [] }
      if (row.erased_at) return { result: fail('erased'), writes: [] }
      const before = openValues(key, entity, row.values as string)
      const values: Record<string, unknown> = { ...before, ...change.values }
      for (const field of Object.keys(values)) if (values[field] === null) delete values[field]
      const changed = Object.keys(change.values ?? {}).filter(
        (field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(values[field] ?? null)
      )
      const set: Row = { updated_at: at }
      const writes: Write[] = []
      const subject = { accountId, leadId }
      let revision = Number(row.revision)
      if (changed.length) {
        const sealed = sealValues(key, entity, values)
        writes.push({
          insert: 'lead_revisions',
          row: {
            id: `${leadId}:${revision}`,
            lead_id: leadId,
            revision,
            values: row.values,
            replaced_at: at,
          },
        })
        revision += 1
        Object.assign(set, { values: sealed.values, revision })
        for (const field of entity.fields)
          if (field.encrypted)
            locked.put('lead_index', `${leadId}:${field.key}`, {
              hash: sealed.index.find((one) => one.field === field.key)?.hash ?? '',
            })
        writes.push(event('lead.updated', subject, { fields: changed, revision }, at, actor))
      }
      if (change.extra && Object.keys(change.extra).length)
        set.extra = JSON.stringify({ ...JSON.parse(row.extra as string), ...change.extra })
      if (change.assignee !== undefined) set.assignee = change.assignee
      let arrival: Arrival | null = null
      if (change.stage !== undefined && change.stage !== row.stage) {
        set.stage = change.stage
        writes.push(
          event('lead.stage_changed', subject, { from: row.stage, to: change.stage }, at, actor)
        )
        arrival = arrivals.stageReached(
          {
            id: leadId,
            accountId,
            entity,
            values,
            source: row.source as string | null,
            externalId: row.external_id as string | null,
            stage: change.stage,
            test: Boolean(row.test),
            at: Number(row.created_at),
            revision,
          },
          change.stage
        )
        if (arrival) writes.push(...arrival.decide(locked), { refreshLead: leadId, at })
      }
      writes.unshift({ update: 'leads', id: leadId, set })
      return { result: ok(arrival), writes }
    },
  }
  const result = await store.submit(work)
  if (!result.ok) return result
  result.value?.committed()
  return ok(null)
}
