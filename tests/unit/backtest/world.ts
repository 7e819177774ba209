import type { Caps } from '#partners/types'
import type { RouteDocument } from '#routing/types'
import type { RunContext } from '#distribution/run_context'
import { Backtester } from '#distribution/backtest/backtester'
import { DraftWorld } from '#distribution/backtest/draft_world'
import { AnswerRates } from '#distribution/backtest/past_answers'
import type { PastCase, PastDelivery } from '#distribution/backtest/types'
import { fail } from '#shared/result'
import { builtIn, compiled, leadWith, solar } from '#tests/unit/routing/helpers'

export interface PartnerOptions {
  zone?: string
  caps?: Caps
  paused?: boolean
}

/** An account of partners with a profile whose tested version is `document`; everything in memory. */
export async function contextWith(
  document: Partial<RouteDocument>,
  partners: Record<string, PartnerOptions> = {}
): Promise<RunContext> {
  const version = { id: 'ver_2', number: 2, compiled: await compiled(document) }
  const keys = [...new Set(version.compiled.assignments.map(({ partner }) => partner))]
  const list = keys.map((key) => ({
    id: `par_${key}`,
    key,
    name: key.toUpperCase(),
    paused: partners[key]?.paused ?? false,
    timeZone: partners[key]?.zone ?? 'UTC',
    caps: partners[key]?.caps ?? {},
  }))
  const rows = version.compiled.assignments.map(({ key, partner }) => ({
    id: `asg_${key}`,
    profileId: 'pro_1',
    partnerId: `par_${partner}`,
    key,
    paused: false,
  }))
  return {
    config: {
      account: {
        id: 'acc_1',
        key: 'a',
        name: 'A',
        currency: 'USD',
        timeZone: 'UTC',
        country: 'US',
      },
      partners: new Map(list.map((one) => [one.id, one])),
      partnersByKey: new Map(list.map((one) => [one.key, one])),
    },
    profile: {
      profile: { id: 'pro_1', key: 'solar-us' },
      entity: solar,
      live: version,
      gap: null,
      assignments: new Map(rows.map((row) => [row.key, row])),
    },
    version,
  } as unknown as RunContext
}

export interface Offer {
  key: string
  status: string
  price?: number
  cancelledAt?: number
  /** After the run began, ms. */
  after?: number
  profile?: string
  run?: string
}

let made = 0

/** A lead that came at `at` with what became of it. */
export function pastCase(
  context: RunContext,
  at: number,
  values: Record<string, unknown>,
  offers: Offer[],
  more: Partial<PastCase> & { id?: string } = {}
): PastCase {
  const { id = `lead_${++made}`, ...rest } = more
  const run = rest.run === undefined ? `dist_${id}` : (rest.run?.id ?? 'none')
  const deliveries = offers.map((one, i): PastDelivery => {
    const partner = context.version.compiled.byKey.get(one.key)?.partner ?? one.key
    const status = one.cancelledAt === undefined ? one.status : 'cancelled'
    return {
      id: `dlv_${id}_${i}`,
      runId: one.run ?? run,
      profileId: one.profile ?? 'pro_1',
      partnerId: `par_${partner}`,
      assignmentId: `asg_${one.key}`,
      assignmentKey: one.key,
      status,
      price: one.price ?? 1000,
      tierPrice: null,
      held: ['accepted', 'sent', 'waiting'].includes(status),
      createdAt: at + (one.after ?? 0),
      cancelledAt: one.cancelledAt ?? null,
    }
  })
  return {
    lead: leadWith(values, id),
    run: {
      id: run,
      versionId: 'ver_1',
      version: 1,
      status: 'sold',
      paused: { partners: [], assignments: [] },
      refused: {},
    },
    at,
    first: true,
    last: true,
    deliveries,
    bids: [],
    ...rest,
  }
}

/** A backtester with nothing known but what is given. */
export async function backtesterOf(
  context: RunContext,
  { rates = new AnswerRates(), offered = 1000 as number | null } = {}
) {
  const world = new DraftWorld(context, {
    plugins: await builtIn(),
    rates,
    transform: async () => fail('no sandbox here'),
    offeredPrice: () => offered,
  })
  const partnerKey = (id: string) => id.replace('par_', '')
  const facts = { liveVersion: () => context.version, partnerKey }
  return { world, backtester: new Backtester(context, world, facts) }
}
