import { store } from '#store/store'
import type { AccountConfig } from '#distribution/account_config'
import { profilesAtStage } from '#distribution/stage_profiles'

/** What is set off by a lead that comes to a stage. */
export interface StageEffect {
  kind: 'profile' | 'automation'
  key: string
  name: string
  /** Only where the lead comes from this stage. */
  from?: string
}

/** By stage: the profiles that sell then, and the automations that begin. */
export async function stageEffects(
  config: AccountConfig,
  entity: { id: string; stages: readonly string[] }
): Promise<Record<string, StageEffect[]>> {
  const effects: Record<string, StageEffect[]> = {}
  const add = (stage: string, effect: StageEffect) => (effects[stage] ??= []).push(effect)
  for (const stage of entity.stages)
    for (const { profile } of profilesAtStage(config.profiles.values(), stage, entity.id))
      add(stage, { kind: 'profile', key: profile.key, name: profile.name })
  for (const { key, name, starts } of await startsOf(config.account.id, entity.id))
    for (const { to, from } of starts)
      for (const stage of to === undefined ? entity.stages : [to])
        if (stage !== from) add(stage, { kind: 'automation', key, name, ...(from && { from }) })
  return effects
}

interface Start {
  to?: string
  from?: string
}

/** Triggers of the live versions of automations that are on. They stand to the right of here: their rows are read. */
async function startsOf(accountId: string, entityId: string) {
  const rows = await store.all(
    `select a.key, a.name, v.document from automations a
     join automation_versions v on v.automation_id = a.id and v.version = a.version
     where a.account_id = ? and a.entity_id = ? and a.status = 'on' and a.deleted_at is null
     order by a.id`,
    [accountId, entityId]
  )
  return rows.map(({ key, name, document }) => {
    const { route } = JSON.parse(document as string) as {
      route: { start: string; nodes: Record<string, Record<string, unknown>> }
    }
    return {
      ...{ key: key as string, name: name as string },
      starts: startOf(route.nodes[route.start] ?? {}),
    }
  })
}

function startOf({ type, to, from, stage }: Record<string, unknown>): Start[] {
  if (type === 'stage_changed')
    return [{ to: to as string | undefined, from: from as string | undefined }]
  return type === 'time_in_stage' ? [{ to: stage as string }] : []
}
