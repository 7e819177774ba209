import { openValues } from '#entities/seal_values'
import type { JudgeFacts } from '#routing/judge'
import type { PathStep } from '#routing/types'
import type { LeadView } from '#sdk'
import type { Row } from '#store/types'
import {
  type AccountConfig,
  type CompiledVersion,
  type ProfileConfig,
  versionOf,
} from '#distribution/account_config'
import { readVerdicts, valuesAt } from '#distribution/load_run'
import { factsOf } from '#distribution/plan_offer'
import type { RunState, Verdicts } from '#distribution/run'

/** A run with all that it was judged by: the version and the values it was pinned to, the pauses of its moment. */
export interface JudgedRun {
  profile: ProfileConfig
  version: CompiledVersion
  /** As it came to the route. */
  lead: LeadView
  /** Behind the transforms it passed; null where there were none. */
  late: LeadView | null
  facts: JudgeFacts
  verdicts: Verdicts
  path: PathStep[]
  /** ms. */
  at: number
}

/** Null where nothing can be judged any more, or yet: not begun, person erased, profile or version gone. */
export async function judgedRun(
  config: AccountConfig,
  row: Row,
  leadRow: Row
): Promise<JudgedRun | null> {
  const profile = config.profiles.get(row.profile_id as string)
  if (!profile || row.started_at === null || leadRow.erased_at) return null
  const version = await versionOf(config, profile, row.version_id as string | null).catch(
    () => null
  )
  if (!version) return null
  const verdicts = readVerdicts(row)
  const state = JSON.parse(row.state as string) as Partial<RunState>
  const came = await valuesAt(leadRow, Number(row.lead_revision))
  const view = (sealed: string): LeadView => ({
    id: leadRow.id as string,
    entity: profile.entity.key,
    values: openValues(config.key, profile.entity, sealed),
    source: leadRow.source as string | null,
    created_at: new Date(Number(leadRow.created_at)).toISOString(),
    test: Boolean(leadRow.test),
  })
  return {
    profile,
    version,
    lead: view(came),
    late: state.values ? view(state.values) : null,
    facts: {
      ...factsOf({ config, profile, version }),
      pausedPartners: new Set(verdicts.paused.partners),
      pausedThemselves: new Set(verdicts.paused.themselves),
      pausedAssignments: new Set(verdicts.paused.assignments),
    },
    verdicts,
    path: JSON.parse(row.path as string) as PathStep[],
    at: Number(row.started_at),
  }
}
