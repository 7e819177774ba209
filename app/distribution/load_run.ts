import { openValues } from '#entities/seal_values'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { accountConfigWith } from '#distribution/account_config'
import {
  type Run,
  type RunState,
  type Verdicts,
  newState,
  newVerdicts,
  readDelivery,
} from '#distribution/run'

/**
 * A run from its rows, as any worker finds it. Null when it is gone. Its lead is read in the revision the run began
 * with, so that a change in between does not route one lead by two sets of values.
 */
export async function loadRun(id: string, known?: Row, knownLead?: Row): Promise<Run | null> {
  const row = known ?? (await store.first('select * from distributions where id = ?', [id]))
  if (!row) return null
  const lead = knownLead ?? (await store.first('select * from leads where id = ?', [row.lead_id]))
  if (!lead) return null
  const [config, deliveries, values] = await Promise.all([
    accountConfigWith(row.account_id as string, ({ entities }) =>
      entities.get(lead.entity_id as string)
    ),
    // A run that has not begun has none.
    row.status === 'queued'
      ? []
      : store.all(
          'select * from deliveries where lead_id = ? and distribution_id = ? order by id',
          [lead.id, id]
        ),
    valuesAt(lead, Number(row.lead_revision)),
  ])
  const entity = config.entities.get(lead.entity_id as string)
  if (!entity) return null
  return {
    id,
    accountId: row.account_id as string,
    profileId: row.profile_id as string,
    versionId: row.version_id as string | null,
    versionNumber: row.route_version === null ? null : Number(row.route_version),
    trigger: row.trigger as string,
    started: row.status !== 'queued',
    lead: {
      id: lead.id as string,
      entityId: entity.id,
      revision: Number(row.lead_revision),
      externalId: lead.external_id as string | null,
      erased: lead.erased_at !== null,
      view: {
        id: lead.id as string,
        entity: entity.key,
        values: openValues(config.key, entity, values),
        source: lead.source as string | null,
        created_at: new Date(Number(lead.created_at)).toISOString(),
        test: Boolean(lead.test),
      },
    },
    state: { ...newState(), ...(JSON.parse(row.state as string) as Partial<RunState>) },
    path: JSON.parse(row.path as string),
    verdicts: readVerdicts(row),
    currency: row.currency as string,
    deliveries: new Map(deliveries.map((one) => [one.id as string, readDelivery(one)])),
    recorded: new Set(),
    createdAt: Number(row.created_at),
    startedAt: row.started_at === null ? null : Number(row.started_at),
  }
}

export function readVerdicts(row: Row): Verdicts {
  const stored = JSON.parse(row.evaluations as string) as Partial<Verdicts>
  return { ...newVerdicts(), ...(Array.isArray(stored) ? {} : stored) }
}

/** A lead's stored values in a revision: those of today, or the ones a change replaced. */
export async function valuesAt(lead: Row, revision: number): Promise<string> {
  if (revision === Number(lead.revision)) return lead.values as string
  const old = await store.first('select "values" from lead_revisions where id = ?', [
    `${lead.id}:${revision}`,
  ])
  return (old?.values ?? lead.values) as string
}
