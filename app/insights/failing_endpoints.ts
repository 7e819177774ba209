import type { CircuitState } from '#delivery/circuit'
import { type Scope, idsOf } from '#entities/entity_scope'
import type { Named } from '#insights/read_names'
import { store } from '#store/store'

export interface FailingEndpoint {
  assignmentId: string
  assignment: string
  partner: Named
  profile: Named | null
  state: 'paused' | 'disabled'
  /** When it will be tried again; null while disabled. */
  until: string | null
  since: string | null
  reason: string | null
}

const AT_MOST = 12

/** Endpoints that are not called now, with why. */
export async function failingEndpoints(
  accountId: string,
  now: number,
  scope: Scope
): Promise<FailingEndpoint[]> {
  const only = scope ? 'and a.profile_id in (??)' : ''
  const rows = await store.all(
    `select c.id, c.state, c.open_until, c.disabled_at, a.key as assignment, p.key as partner,
       p.name as partner_name, f.key as profile, f.name as profile_name
     from circuits c join assignments a on a.id = replace(c.id, ':ping', '') join partners p on p.id = c.partner_id
       left join profiles f on f.id = a.profile_id
     where c.account_id = ? and (c.disabled_at is not null or c.open_until is not null) ${only}
     order by c.updated_at desc limit ${AT_MOST}`,
    [accountId, ...(scope ? [idsOf(scope.profileIds)] : [])]
  )
  // An endpoint that is asked for bids has a circuit of its own; to a person both are one.
  const once = new Map(
    rows.toReversed().map((row) => [(row.id as string).replace(':ping', ''), row])
  )
  return [...once].toReversed().map(([assignmentId, row]) => {
    const state = JSON.parse(row.state as string) as CircuitState
    const disabled = state.disabledAt !== null
    return {
      assignmentId,
      assignment: row.assignment as string,
      partner: { key: row.partner as string, name: row.partner_name as string },
      profile: row.profile
        ? { key: row.profile as string, name: row.profile_name as string }
        : null,
      state: disabled ? 'disabled' : 'paused',
      until: disabled || (state.openUntil ?? 0) <= now ? null : time(state.openUntil),
      since: time(state.disabledAt ?? state.failingSince),
      reason: state.disabledReason,
    }
  })
}

const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
