import { newId } from '#shared/ids'
import type { SuppressionHit } from '#intake/suppression_lists'
import type { Write } from '#store/types'
import type { AccountConfig, ProfileConfig } from '#distribution/account_config'
import { type Run, newState, newVerdicts } from '#distribution/run'

export interface LeadFacts {
  id: string
  revision: number
  values: Record<string, unknown>
  source: string | null
  externalId: string | null
  test: boolean
  createdAt: number
  hits?: readonly SuppressionHit[]
  /** The run of an automation whose doing it is. */
  cause?: string | null
}

/** A queued run of a profile on a lead, as row and in memory. `owner` runs it; null leaves it to whoever is called. */
export function newDistribution(
  config: AccountConfig,
  { profile, entity }: ProfileConfig,
  lead: LeadFacts,
  trigger: string,
  owner: string | null,
  at: number
): { run: Run; write: Write } {
  const run: Run = {
    id: newId('dist', at),
    accountId: config.account.id,
    profileId: profile.id,
    versionId: null,
    versionNumber: null,
    trigger,
    started: false,
    lead: {
      id: lead.id,
      entityId: entity.id,
      revision: lead.revision,
      externalId: lead.externalId,
      erased: false,
      view: {
        id: lead.id,
        entity: entity.key,
        values: lead.values,
        source: lead.source,
        created_at: new Date(lead.createdAt).toISOString(),
        test: lead.test,
      },
    },
    state: newState(),
    path: [],
    verdicts: newVerdicts(),
    currency: config.account.currency,
    deliveries: new Map(),
    recorded: new Set(),
    createdAt: at,
    startedAt: null,
    ...(lead.hits && { hits: lead.hits }),
  }
  const row = {
    id: run.id,
    account_id: run.accountId,
    lead_id: lead.id,
    lead_revision: lead.revision,
    profile_id: profile.id,
    trigger,
    status: 'queued',
    currency: run.currency,
    owner,
    cause: lead.cause ?? null,
    wake_at: null,
    created_at: at,
  }
  return { run, write: { insert: 'distributions', row } }
}
