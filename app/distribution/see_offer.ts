import type { Candidate, LeadView } from '#sdk'
import { type Result, ok } from '#shared/result'
import { askForPlan } from '#distribution/call_strategy'
import {
  type OfferStep,
  type PlanHands,
  candidateOf,
  inPriority,
  planOffer,
} from '#distribution/plan_offer'
import type { OfferState, Run } from '#distribution/run'
import { type RunContext, basePriceOf } from '#distribution/run_context'
import { type TurnBook, afterTurns, loadTurns, tellTurns, turnsId } from '#distribution/turns'

/** Turns as a walk finds and leaves them. */
export interface TurnDesk {
  /** `id`: see `turnsId`. */
  read(id: string): TurnBook | Promise<TurnBook>
  write(id: string, book: TurnBook): void
}

/** Turns as they stand now; nothing is moved. */
export const turnsAsTheyStand = (profileId: string): TurnDesk => ({
  read: (id) => loadTurns(profileId, id.slice(profileId.length + 1)),
  write() {},
})

/** Turns of a walk of many leads, from the start on. */
export function turnsInMemory(): TurnDesk {
  const books = new Map<string, TurnBook>()
  return { read: (id) => books.get(id) ?? {}, write: (id, book) => void books.set(id, book) }
}

export interface SeeingHands extends PlanHands {
  turns: TurnDesk
  /** What a partner would bid, minor units (null: nothing). Absent: nobody knows, so what its assignment pays. */
  bid?(
    assignment: string,
    price: number,
    deadlineSeconds: number
  ): number | null | Promise<number | null>
}

export interface SeenOffer extends OfferState {
  /** What the path tells beside who was offered the lead. */
  detail: Record<string, unknown>
  /** Deals the turns of a wave that was taken; `full` had no room for it. */
  dealt(taken: readonly string[], full: ReadonlySet<string>): void
}

/** Asks a partner for a real bid on a lead that is only looked at. */
export type AskForBid = (asked: {
  run: Run
  context: RunContext
  /** Of the assignment. */
  key: string
  deadlineSeconds: number
}) => Promise<number | null>

/** The hand that asks, for a walk; without one nobody knows what a partner would bid. */
export const askingFor = (
  ask: AskForBid | undefined,
  run: Run,
  context: RunContext
): Pick<SeeingHands, 'bid'> =>
  ask ? { bid: (key, _price, deadlineSeconds) => ask({ run, context, key, deadlineSeconds }) } : {}

/** An offer as it is only tried: in the order its turns stand, with bids as the hands know them. Nothing is asked. */
export async function seeOffer(
  run: Run,
  context: RunContext,
  step: OfferStep,
  lead: LeadView,
  at: number,
  planned: OfferState,
  hands: SeeingHands
): Promise<Result<SeenOffer, string>> {
  if (planned.ask) {
    const asked = planned.ask.assignments
    const { deadlineSeconds } = planned.ask
    const all = asked.map(async (key): Promise<[string, number | null]> => {
      const price = priceIn(context, planned, key)
      return [key, hands.bid ? await hands.bid(key, price, deadlineSeconds) : price]
    })
    const bids = new Map(await Promise.all(all))
    const plan = planOffer(run, context, step, lead, at, hands, bids)
    if (!plan.ok) return plan
    const detail = { asked, ...(!hands.bid && { bids_unknown: true }) }
    return ok({ ...plan.value.offer, detail, dealt() {} })
  }
  if (planned.dealing) return seeTurns(run, context, planned, hands)
  return ok({ ...planned, detail: {}, dealt() {} })
}

const priceIn = (context: RunContext, offer: OfferState, key: string): number =>
  offer.prices?.[key] ?? basePriceOf(context, context.version.compiled.byKey.get(key)!.document)

async function seeTurns(
  run: Run,
  context: RunContext,
  offer: OfferState,
  hands: SeeingHands
): Promise<Result<SeenOffer, string>> {
  const { by, strategy } = offer.dealing!
  const { compiled } = context.version
  const id = turnsId(context.profile.profile.id, offer.node)
  const idOf = (key: string) => context.profile.assignments.get(key)?.id ?? key
  let book = await hands.turns.read(id)
  const candidates = inPriority(compiled, offer.waves.flat()).map((key): Candidate => {
    const one = compiled.byKey.get(key)!
    return candidateOf(context, one, priceIn(context, offer, key), false, book)
  })
  const plan = askForPlan(strategy, candidates, run.lead.id, run.currency, hands.plugins)
  if (!plan.ok) return plan
  let left: readonly Candidate[] = candidates
  return ok({
    ...offer,
    waves: plan.value.waves,
    detail: { turns: tellTurns(book, candidates, by, idOf) },
    dealt(taken, full) {
      left = left.filter((one) => !full.has(one.assignment))
      book = afterTurns(book, left, taken, by, idOf)
      left = left.filter((one) => !taken.includes(one.assignment))
      hands.turns.write(id, book)
    },
  })
}
