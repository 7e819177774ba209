import { openValues } from '#entities/seal_values'
import { type Result, fail, ok } from '#shared/result'
import { store } from '#store/store'
import { accountConfig } from '#distribution/account_config'
import { engine } from '#distribution/engine'
import { newDistribution } from '#distribution/new_distribution'

export type DistributeProblem =
  | 'not_found'
  | 'erased'
  | 'merged'
  | 'profile_not_found'
  | 'entity_mismatch'
  | 'paused'
  | 'not_published'

/**
 * Runs a profile on a stored lead, whatever its trigger is. The lead is read as it is now. `cause`: the run of an
 * automation that asks for it.
 */
export async function distribute(
  accountId: string,
  leadId: string,
  profileKey: string,
  trigger: 'manual' | 'api' | 'automation',
  cause: string | null = null
): Promise<Result<{ id: string }, DistributeProblem>> {
  const config = await accountConfig(accountId)
  const lead = await store.first('select * from leads where id = ? and account_id = ?', [
    leadId,
    accountId,
  ])
  if (!lead) return fail('not_found')
  if (lead.erased_at) return fail('erased')
  if (lead.merged_into) return fail('merged')
  const profile = config.profilesByKey.get(profileKey)
  if (!profile) return fail('profile_not_found')
  if (profile.entity.id !== lead.entity_id) return fail('entity_mismatch')
  if (profile.profile.paused) return fail('paused')
  if (!profile.profile.liveVersionId) return fail('not_published')
  const at = Date.now()
  const { run, write } = newDistribution(
    config,
    profile,
    {
      id: leadId,
      revision: Number(lead.revision),
      values: openValues(config.key, profile.entity, lead.values as string),
      source: lead.source as string | null,
      externalId: lead.external_id as string | null,
      test: Boolean(lead.test),
      createdAt: Number(lead.created_at),
      cause,
    },
    trigger,
    null,
    at
  )
  // Held, so that a lead is not merged away at this very moment.
  const begun = await store.submit({
    locks: [{ table: 'leads', value: leadId }],
    decide(locked) {
      if (locked.get('leads', leadId)?.merged_into) return { result: false, writes: [] }
      return { result: true, writes: [write, { refreshLead: leadId, at }] }
    },
  })
  if (!begun) return fail('merged')
  engine.wake({ id: run.id, account: accountId })
  return ok({ id: run.id })
}
