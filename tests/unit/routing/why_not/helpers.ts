import type { RouteDocument } from '#routing/types'
import type { Replay } from '#routing/why_not/replay'
import { builtIn, compiled, facts, leadWith, solar } from '#tests/unit/routing/helpers'

export const NOON = Date.parse('2026-11-23T12:00:00Z') // a Monday

/** A run of these settings as it would have been: nothing known beyond what is given. */
export async function replayOf(
  document: Partial<RouteDocument>,
  target: string,
  more: Partial<Replay> & { values?: Record<string, unknown> } = {}
): Promise<Replay> {
  const profile = await compiled(document)
  const { values = {}, ...rest } = more
  return {
    profile,
    program: profile.program,
    filter: profile.filter,
    target: profile.byKey.get(target) ?? null,
    lead: leadWith(values),
    late: null,
    at: NOON,
    timeZone: 'UTC',
    currency: 'USD',
    facts: facts(),
    plugins: await builtIn(),
    caps: new Map(),
    silent: new Set(),
    holders: new Set(),
    answers: new Map(),
    offers: new Map(),
    forced: new Map(),
    options: (field) => solar.fields.find(({ key }) => key === field)?.options ?? null,
    ...rest,
  }
}
