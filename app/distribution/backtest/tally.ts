import { capKeys } from '#routing/cap_windows'
import type { RunContext } from '#distribution/run_context'
import type { Compared } from '#distribution/backtest/compare_lead'
import type { DraftWorld } from '#distribution/backtest/draft_world'
import {
  type BacktestResult,
  type Basis,
  type CapUse,
  type ChangeStep,
  type PartnerTally,
  type PastCase,
} from '#distribution/backtest/types'
import { lineOf } from '#distribution/backtest/virtual_caps'

const none = (): Record<Basis, number> => ({ known: 0, rate: 0, assumed: 0 })
const both = () => ({ live: 0, draft: 0 })

/** Adds up what becomes of the leads of a backtest. */
export class BacktestTally {
  #sums: Omit<BacktestResult, 'partners' | 'versions'> = {
    leads: 0,
    changed: 0,
    repriced: 0,
    kinds: { gained: 0, lost: 0, moved: 0 },
    sold: both(),
    sales: both(),
    revenue: both(),
    held: both(),
    cancelled: both(),
    notRun: 0,
    bases: { sales: none(), offers: none() },
  }
  #partners = new Map<string, Omit<PartnerTally, 'caps'>>()
  #versions = new Map<number, number>()

  constructor(
    private context: RunContext,
    private world: DraftWorld
  ) {
    for (const { partner } of context.version.compiled.assignments) this.#of(partner)
  }

  add(one: PastCase, compared: Compared, draft: { steps: ChangeStep[]; status: string }) {
    const sums = this.#sums
    const { kind, live, draft: drafted, cancelled } = compared
    sums.leads++
    if (kind) {
      sums.changed++
      sums.kinds[kind]++
    }
    if (compared.repriced) sums.repriced++
    if (live.length) sums.sold.live++
    if (drafted.length) sums.sold.draft++
    if (!live.length && one.run?.status === 'held') sums.held.live++
    if (draft.status === 'held') sums.held.draft++
    sums.cancelled.live += cancelled.live
    sums.cancelled.draft += cancelled.draft
    for (const { partner, price } of live) {
      const tally = this.#of(partner)
      tally.live++
      tally.revenueLive += price
      sums.sales.live++
      sums.revenue.live += price
    }
    for (const { partner, price, basis } of drafted) {
      const tally = this.#of(partner)
      tally.draft++
      tally.revenueDraft += price
      sums.sales.draft++
      sums.revenue.draft += price
      sums.bases.sales[basis]++
    }
    for (const { offers } of draft.steps) for (const { basis } of offers) sums.bases.offers[basis]++
    if (!one.run) sums.notRun++
    const version = one.run?.version
    if (version) this.#versions.set(version, (this.#versions.get(version) ?? 0) + 1)
  }

  result(): BacktestResult {
    const partners = [...this.#partners.values()].map((one) => ({
      ...one,
      caps: this.#capsOf(one.partner),
    }))
    return {
      ...structuredClone(this.#sums),
      partners: partners.sort(
        (a, b) =>
          b.revenueDraft - a.revenueDraft || b.revenueLive - a.revenueLive || b.draft - a.draft
      ),
      versions: [...this.#versions]
        .map(([version, leads]) => ({ version, leads }))
        .sort((a, b) => a.version - b.version),
    }
  }

  /** The limits are those of the tested version and of the partner as it is now. */
  #capsOf(partnerKey: string): CapUse[] {
    const { config, version, profile } = this.context
    const partner = config.partnersByKey.get(partnerKey)
    if (!partner) return []
    const { currency } = config.account
    const use = (
      scope: CapUse['scope'],
      owner: string,
      caps: Parameters<typeof capKeys>[2],
      assignment: string | null
    ): CapUse[] =>
      capKeys(scope, owner, caps, partner.timeZone, 0, currency).map((cap) => ({
        scope,
        assignment,
        window: cap.window,
        limit: cap.limit,
        live: this.world.live.peakOf(lineOf(cap)),
        // Before the range more may have been used than the draft allows.
        draft: Math.min(cap.limit, this.world.draft.peakOf(lineOf(cap))),
        full: this.world.full.get(lineOf(cap)) ?? 0,
      }))
    const assignments = version.compiled.assignments.filter((one) => one.partner === partnerKey)
    return [
      ...use('partner', partner.id, partner.caps, null),
      ...assignments.flatMap(({ key, document }) =>
        use('assignment', profile.assignments.get(key)?.id ?? '', document.caps ?? {}, key)
      ),
    ]
  }

  #of(partner: string) {
    let tally = this.#partners.get(partner)
    if (!tally) {
      tally = { partner, live: 0, draft: 0, revenueLive: 0, revenueDraft: 0 }
      this.#partners.set(partner, tally)
    }
    return tally
  }
}
