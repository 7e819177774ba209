import { plugins } from '#host/registry'
import { compileProfile } from '#routing/compile_profile'
import { loadVersionByNumber } from '#routing/repository'
import type { AssignmentDocument, RouteDocument } from '#routing/types'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { isObject } from '#shared/shape'
import { type ProfileConfig, accountConfigWith } from '#distribution/account_config'
import { triedVersion } from '#distribution/tried_version'
import { backtestRunner } from '#distribution/backtest/jobs/backtest_runner'
import { type Backtest, MOST_RUNNING, createBacktest } from '#distribution/backtest/jobs/backtests'

export interface BacktestInput {
  /** ms; `to` is exclusive. */
  from: number
  to: number
  /** A graph or any part of the profile's form, in the place of what is live. */
  route?: unknown
  /** 0 is the draft. Without route and version: the draft where there is one, else what is live. */
  version?: number
}

export type StartProblem = Problem[] | 'not_found' | 'too_many'

const MOST_DAYS = 366
const DAY = 86_400_000
const problem = (field: string, rule: string, message: string) => fail([{ field, rule, message }])

export const tooMany = `${MOST_RUNNING} backtests are under way; wait for one of them or stop it`

/** Writes a backtest down and has it made in the background; answers its id. */
export async function startBacktest(
  accountId: string,
  profileKey: string,
  { from, to, route, version }: BacktestInput,
  actor: string | null,
  now: number
): Promise<Result<string, StartProblem>> {
  if (to <= from) return problem('to', 'range', 'must be after from')
  if (to - from > MOST_DAYS * DAY)
    return problem('to', 'too_long', `must be ${MOST_DAYS} days after from at most`)
  if (from >= now)
    return problem('from', 'past', 'must be in the past: leads that came in are judged')
  if (route !== undefined && version !== undefined)
    return problem('version', 'form', 'a route or a version is tested, not both')
  const config = await accountConfigWith(accountId, (one) => one.profilesByKey.get(profileKey))
  const profile = config.profilesByKey.get(profileKey)
  if (!profile) return fail('not_found')
  const tested =
    route === undefined
      ? await storedVersion(accountId, profile, version)
      : triedRoute(profile, route, config.account.currency)
  if (!tested.ok) return tested
  const wish = { accountId, profileId: profile.profile.id, actor, from, to: Math.min(to, now) }
  const document = withoutDeliveries(tested.value.document)
  const id = await createBacktest({ ...wish, ...tested.value, document }, now)
  if (!id) return fail('too_many')
  backtestRunner.kick()
  return ok(id)
}

type Tested = Pick<Backtest, 'source' | 'version' | 'document'>

function triedRoute(
  profile: ProfileConfig,
  route: unknown,
  currency: string
): Result<Tested, Problem[]> {
  const tried = triedVersion(profile, route, currency)
  if (!tried.ok) return tried
  return ok({ source: 'route', version: null, document: tried.value.compiled.document })
}

async function storedVersion(
  accountId: string,
  { profile, entity, live }: ProfileConfig,
  number: number | undefined
): Promise<Result<Tested, Problem[]>> {
  const find = (of: number) => loadVersionByNumber(accountId, profile.id, of)
  const found = await find(number ?? 0)
  const version = found ?? (number === undefined && live ? await find(live.number) : null)
  if (!version) {
    const message =
      number === undefined
        ? 'the profile has no draft and no published version'
        : number === 0
          ? 'the profile has no draft'
          : `the profile has no version ${number}`
    return problem('version', 'unknown', message)
  }
  const { document, status } = version
  // A draft is saved with its mistakes; what does not compile judges nobody.
  const gaps = status === 'draft' ? 'refuse' : 'hold'
  const compiled = compileProfile(document, entity, plugins(), { gaps })
  if (!compiled.ok) return compiled
  return status === 'draft'
    ? ok({ source: 'draft', version: null, document })
    : ok({ source: 'version', version: version.number, document })
}

/** Nothing is sent: what requests are made of is not kept with a backtest. */
function withoutDeliveries(document: RouteDocument): RouteDocument {
  const bare = ({ delivery, ...rest }: AssignmentDocument): AssignmentDocument => ({
    ...rest,
    // Who can be asked for a bid has this part; what is in it is not needed.
    delivery: { use: delivery.use, ...(isObject(delivery.ping) && { ping: {} }) },
  })
  return { ...document, assignments: document.assignments.map(bare) }
}
