import type { Candidate } from '#sdk'
import type { Lock, Work, Write } from '#store/types'
import { askForPlan } from '#distribution/call_strategy'
import { MOST_IN_TURN, candidateOf, inPriority } from '#distribution/plan_offer'
import type { Refusal, Reservation } from '#distribution/reserve_wave'
import type { Delivery, Run } from '#distribution/run'
import { type RunContext, claimantOf } from '#distribution/run_context'
import { stateColumns } from '#distribution/run_rows'
import {
  type Claimant,
  type Found,
  claimantLocks,
  roomFor,
  takeClaimant,
} from '#distribution/take_claimant'
import {
  type TurnBook,
  afterTurns,
  lastSeen,
  readBook,
  remember,
  tellTurns,
  turnsId,
  turnsLock,
  writeBook,
} from '#distribution/turns'

/** Of more candidates those are held that come next as this process saw the turns last; all others gain as they do. */
const HELD = 32

/**
 * Reserves the next wave of an offer whose turns are dealt. Whose turn it is, is decided on the held row of the turns, and
 * moved in the same transaction as the delivery is made: a crash takes both or neither, and two processes cannot deal
 * one turn twice. Who has no room is passed over and keeps how it stands. Test leads look, and move nothing.
 */
export function reserveTurn(
  run: Run,
  context: RunContext,
  firstWave: number,
  owner: { id: string; isNew: boolean },
  at: number
): Work<Reservation> {
  const offer = run.state.offer!
  const { by, strategy, told } = offer.dealing!
  const id = turnsId(run.profileId, offer.node)
  const dealt = offer.waves.slice(0, firstWave)
  const open = offer.waves.slice(firstWave)
  const left = open.flat()
  const { compiled } = context.version
  const inTurn = inPriority(compiled, left.slice(0, MOST_IN_TURN))
  const keys = inTurn.length > HELD ? inPriority(compiled, nextUp(run, context, inTurn)) : inTurn
  const claimants = new Map<string, Claimant>()
  for (const key of keys) {
    const claimant = claimantOf(context, key, at, offer)
    if (claimant) claimants.set(key, claimant)
  }
  const idOf = (key: string) => context.profile.assignments.get(key)?.id ?? key
  const candidate = (key: string, book: TurnBook): Candidate =>
    candidateOf(
      context,
      compiled.byKey.get(key)!,
      offer.prices?.[key] ?? claimants.get(key)?.price ?? 0,
      false,
      book
    )
  const locks: Lock[] = owner.isNew ? [] : [{ table: 'distributions', value: run.id }]
  for (const claimant of claimants.values()) locks.push(...claimantLocks(run, claimant))
  locks.push(turnsLock(run.accountId, run.profileId, offer.node, at))

  return {
    locks,
    decide(locked) {
      const mine = owner.isNew || locked.get('distributions', run.id)?.owner === owner.id
      if (!mine) return { result: { type: 'lost' }, writes: [] }

      const refusals: Refusal[] = []
      const found: Record<string, Found> = {}
      const able: string[] = []
      for (const [key, claimant] of claimants) {
        const room = roomFor(locked, run, claimant, [])
        if (room.refused)
          refusals.push({ assignmentKey: key, reason: room.refused, found: room.found })
        else {
          able.push(key)
          found[key] = room.found
        }
      }
      // Held ones without room are out of it; those that were not held are tried another time.
      const others = left.filter((key) => !keys.includes(key))
      const book = readBook(locked.get('turns', id))
      remember(id, book)
      if (!able.length) {
        const waves = [...dealt, ...others.map((key) => [key])]
        const next = { ...offer, waves, wave: firstWave }
        return { result: { type: 'none', refusals, offer: next }, writes: [] }
      }
      const plan = askForPlan(
        strategy,
        able.map((key) => candidate(key, book)),
        run.lead.id,
        run.currency
      )
      if (!plan.ok) return { result: { type: 'broken', message: plan.problem }, writes: [] }

      const order = plan.value.waves.flat()
      const size = open[0].length
      const deliveries: Delivery[] = []
      const writes: Write[] = []
      for (const key of order) {
        if (deliveries.length === size) break
        const claimant = claimants.get(key)!
        const room = roomFor(locked, run, claimant, deliveries)
        if (room.refused) continue
        const taken = takeClaimant(locked, run, room, firstWave, at)
        deliveries.push(taken.delivery)
        writes.push(...taken.writes)
      }
      const taken = deliveries.map((one) => one.assignmentKey)
      const full = new Set(keys.filter((key) => !able.includes(key)))
      const sharing = inTurn.filter((key) => !full.has(key)).map((key) => candidate(key, book))
      if (!run.lead.view.test) {
        const after = afterTurns(book, sharing, taken, by, idOf)
        remember(id, after)
        writeBook(locked, id, after, at)
      }
      const rest = [...order.filter((key) => !taken.includes(key)), ...others]
      const next = {
        ...offer,
        waves: [...dealt, taken, ...likeBefore(rest, open.slice(1))],
        wave: firstWave,
        dealing: { by, strategy, told: told ?? tellTurns(book, sharing, by, idOf) },
      }
      const after = { ...run, started: true, state: { ...run.state, offer: next } }
      writes.unshift({ update: 'distributions', id: run.id, set: stateColumns(after, 'running') })
      // What others have left of their caps was asked on the way only.
      for (const key of Object.keys(found)) if (!taken.includes(key)) delete found[key]
      return { result: { type: 'reserved', deliveries, refusals, found, offer: next }, writes }
    },
  }
}

/** Those whose turn comes soonest, as this process knows it. */
function nextUp(run: Run, context: RunContext, keys: string[]): string[] {
  const offer = run.state.offer!
  const book = lastSeen(turnsId(run.profileId, offer.node))
  const { byKey } = context.version.compiled
  const candidates = keys.map((key) =>
    candidateOf(context, byKey.get(key)!, offer.prices?.[key] ?? 0, false, book)
  )
  const plan = askForPlan(offer.dealing!.strategy, candidates, run.lead.id, run.currency)
  return (plan.ok ? plan.value.waves.flat() : keys).slice(0, HELD)
}

/** The rest in waves of the sizes the plan had. */
function likeBefore(rest: string[], waves: string[][]): string[][] {
  const shaped: string[][] = []
  let at = 0
  for (const { length } of waves) {
    if (at >= rest.length) break
    shaped.push(rest.slice(at, at + length))
    at += length
  }
  while (at < rest.length) shaped.push([rest[at++]])
  return shaped
}
