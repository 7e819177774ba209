import type { CapKey } from '#routing/cap_windows'
import type { RunContext } from '#distribution/run_context'
import { newState, newVerdicts, type Run } from '#distribution/run'
import { type VirtualWalk, walkVirtually } from '#distribution/walk_virtually'
import { answerOf } from '#distribution/backtest/past_answers'
import { BacktestTally } from '#distribution/backtest/tally'
import { compareLead } from '#distribution/backtest/compare_lead'
import { type WhyFacts, explainChange } from '#distribution/backtest/explain_change'
import type { DraftWorld } from '#distribution/backtest/draft_world'
import type { Change, ChangeStep, DraftOffer, PastCase } from '#distribution/backtest/types'

/** What a lead has come to in the draft so far. */
interface LeadState {
  /** When it came to the profile first. */
  at: number
  steps: ChangeStep[]
  status: VirtualWalk['status']
}

/**
 * Judges past leads by the tested version, in the order in which they came, and compares with what really became of
 * them. The same cases in the same order give the same result, in whatever portions they come.
 */
export class Backtester {
  readonly tally: BacktestTally
  #states = new Map<string, LeadState>()

  constructor(
    private context: RunContext,
    private world: DraftWorld,
    private facts: WhyFacts
  ) {
    this.tally = new BacktestTally(context, world)
  }

  /**
   * The next cases; answers the leads of them that changed hands. What does not depend on others (nodes and transforms
   * before the first offer) is done side by side, everything else in turn.
   */
  async judge(cases: readonly PastCase[]): Promise<Change[]> {
    let before: Promise<unknown> = Promise.resolve()
    const done = cases.map((one) => {
      const mine = this.#judgeOne(one, before)
      before = mine
      // A failure is told by the first that waits for it.
      mine.catch(() => {})
      return mine
    })
    const changes = await Promise.all(done)
    return changes.filter((one) => one !== null)
  }

  async #judgeOne(one: PastCase, before: Promise<unknown>): Promise<Change | null> {
    // What an earlier case of the lead came to decides whether there would have been this one.
    if (!one.first) await before
    const state = this.#stateOf(one)
    let walk: VirtualWalk | null = null
    if (!this.#wasNeedless(one, state)) {
      const offers: DraftOffer[] = []
      const full = new Map<string, CapKey>()
      const turn = async () => {
        await before
        this.world.advance(one.at)
      }
      const hands = { ...this.world.hands(one, this.#holders(one, state), offers, full), turn }
      walk = await walkVirtually(runOf(one, this.context), this.context, one.at, hands)
      await before
      state.steps.push(this.#stepOf(one, offers, full))
      state.status = offers.some(({ answer }) => answer === 'sold') ? 'sold' : endOf(walk)
    }
    await before
    this.world.advance(one.at)
    for (const delivery of this.#liveOf(one))
      if (delivery.runId === one.run?.id && isTaken(answerOf(delivery)))
        this.world.takeLive(delivery)
    if (!one.last) return null
    this.#states.delete(one.lead.id)
    return this.#compare(one, state, walk)
  }

  #compare(one: PastCase, state: LeadState, walk: VirtualWalk | null): Change | null {
    const { profile, version, config } = this.context
    const partnerOf = (assignment: string) => version.compiled.byKey.get(assignment)!.partner
    const compared = compareLead(
      one,
      profile.profile.id,
      state.steps.flatMap(({ offers }) => offers),
      partnerOf,
      (id) => config.partners.get(id)?.key ?? this.facts.partnerKey(id)
    )
    this.tally.add(one, compared, state)
    if (!compared.kind) return null
    const { live, draft, kind } = compared
    const why = explainChange(this.context, this.facts, one, compared, walk, state.steps.at(-1))
    return {
      lead: one.lead.id,
      at: state.at,
      kind,
      live: live.map(({ partner }) => partner),
      draft: draft.map(({ partner }) => partner),
      revenueLive: sum(live),
      revenueDraft: sum(draft),
      why,
      steps: state.steps,
    }
  }

  #stateOf(one: PastCase): LeadState {
    const known = this.#states.get(one.lead.id)
    if (known) return known
    const state: LeadState = { at: one.at, steps: [], status: 'unsold' }
    if (!one.last) this.#states.set(one.lead.id, state)
    return state
  }

  /** Run again although the draft has sold it, because live had not: nobody would have run it again. */
  #wasNeedless(one: PastCase, { steps }: LeadState): boolean {
    const drafted = steps.some(({ offers }) => offers.some(({ answer }) => isTaken(answer)))
    if (!drafted) return false
    return !this.#liveOf(one).some(
      (delivery) => delivery.createdAt < one.at && isTaken(answerOf(delivery))
    )
  }

  #liveOf(one: PastCase) {
    const { id } = this.context.profile.profile
    return one.deliveries.filter(({ profileId }) => profileId === id)
  }

  /** Partners that have the lead already: from other profiles, or from an earlier run of the draft. */
  #holders(one: PastCase, { steps }: LeadState): Set<string> {
    const { profile, version, config } = this.context
    const { id } = profile.profile
    const holders = new Set<string>()
    for (const delivery of one.deliveries) {
      const { profileId, createdAt, cancelledAt, partnerId } = delivery
      const before = createdAt <= one.at && (cancelledAt === null || cancelledAt > one.at)
      if (profileId !== id && before && isTaken(answerOf(delivery))) holders.add(partnerId)
    }
    // Two profiles at the same moment: who came first is known from those who were refused for it.
    const asked = this.#liveOf(one).filter(({ runId }) => runId === one.run?.id)
    for (const [key, { reason }] of Object.entries(one.run?.refused ?? {})) {
      const partnerId = profile.assignments.get(key)?.partnerId
      if (reason === 'duplicate' && partnerId && !asked.some((of) => of.partnerId === partnerId))
        if (!this.#liveOf(one).some((of) => of.partnerId === partnerId && of.createdAt < one.at))
          holders.add(partnerId)
    }
    for (const { offers } of steps)
      for (const { answer, assignment } of offers) {
        const partner = version.compiled.byKey.get(assignment)!.partner
        const partnerId = config.partnersByKey.get(partner)?.id
        if ((answer === 'sold' || answer === 'open') && partnerId) holders.add(partnerId)
      }
    return holders
  }

  #stepOf(one: PastCase, offers: DraftOffer[], full: Map<string, CapKey>): ChangeStep {
    return {
      run: one.run?.id ?? null,
      at: one.at,
      offers,
      full: Object.fromEntries(
        [...full].map(([key, cap]) => [
          key,
          [cap.scope, cap.window, cap.limit, this.world.draft.used(cap)],
        ])
      ),
    }
  }
}

/** A sale, also one that was taken back later, and what may be one. */
const isTaken = (answer: ReturnType<typeof answerOf>) => answer !== null && answer !== 'no'

const endOf = ({ status }: VirtualWalk) => (status === 'held' ? 'held' : 'unsold')

const sum = (sales: { price: number }[]) => sales.reduce((all, { price }) => all + price, 0)

/** The run a walk is of, in memory alone. */
export function runOf(
  { lead, at, run }: Pick<PastCase, 'lead' | 'at' | 'run'>,
  of: RunContext
): Run {
  const { config, profile, version } = of
  return {
    id: run?.id ?? 'dist_virtual',
    accountId: config.account.id,
    profileId: profile.profile.id,
    versionId: version.id,
    versionNumber: version.number,
    trigger: 'backtest',
    started: true,
    lead: {
      id: lead.id,
      entityId: profile.entity.id,
      revision: 1,
      externalId: null,
      erased: false,
      view: lead,
    },
    state: newState(),
    path: [],
    verdicts: newVerdicts(),
    currency: config.account.currency,
    deliveries: new Map(),
    recorded: new Set(),
    createdAt: at,
    startedAt: at,
  }
}
