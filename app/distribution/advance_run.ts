import { runTransform } from '#host/sandbox/transform_pool'
import { plugins } from '#host/registry'
import { sealValues } from '#entities/seal_values'
import { explainSuppressed } from '#intake/suppression_lists'
import { nodeDecider, startRoute } from '#routing/decide_node'
import { type Advance as Walk, resumeRun } from '#routing/run_route'
import type { LeadView, Outcome } from '#sdk'
import { store } from '#store/store'
import type { Write } from '#store/types'
import { askAll, beginAsking, bidsOf, recordBids } from '#distribution/ask_bids'
import { tellBids, verdictsOfAsking } from '#distribution/bids'
import { circuits } from '#distribution/circuits'
import { nextOfferMove } from '#distribution/next_offer_move'
import { lookAtLists } from '#distribution/look_at_lists'
import { planOffer, suppressionOf } from '#distribution/plan_offer'
import { withRoom } from '#distribution/room_now'
import { reserveStep } from '#distribution/reserve_step'
import { type Asking, type Bids, type Delivery, type Run, isSold } from '#distribution/run'
import {
  type RunContext,
  contextOf,
  documentOf,
  leadOf,
  veilOfRun,
} from '#distribution/run_context'
import { type RunEnd, finishWrites, startedEvent, stateColumns } from '#distribution/run_rows'
import type { Settled } from '#distribution/settle_delivery'
import {
  beginAttempt,
  endDelivery,
  postponeDelivery,
  sendAttempt,
} from '#distribution/try_delivery'

export type Advanced = { type: 'finished' } | { type: 'asleep'; until: number } | { type: 'lost' } // another worker took the run over; it is theirs now

/** Retries within this time are waited for on the spot; longer ones put the run to sleep. */
const SHORT_WAIT_MS = 1_000

/** Takes a run as far as it goes now: to its end, or to where it has to wait. Every step is on disk before the next. */
export async function advanceRun(run: Run, owner: string): Promise<Advanced> {
  let context: RunContext
  try {
    context = await contextOf(run)
  } catch (error) {
    return finish(run, null, { status: 'held', reason: (error as Error).message }, owner)
  }
  if (run.startedAt === null) {
    run.startedAt = Date.now()
    run.versionId = context.version.id
    run.versionNumber = context.version.number
  }
  return new Advance(run, context, owner).go()
}

class Advance {
  constructor(
    private run: Run,
    private context: RunContext,
    private owner: string
  ) {}

  async go(): Promise<Advanced> {
    for (;;) {
      const { run } = this
      if (run.state.phase === 'retry') return this.#retry()
      if (run.state.phase === 'route') {
        if (run.lead.erased) return this.#finish(endOf(run, 'unsold', 'the person was erased'))
        const ended = await this.#walk(this.#begin())
        if (ended) return ended
        continue
      }
      const at = Date.now()
      const move = nextOfferMove(run, at)
      if (move.type === 'hold') return this.#finish(endOf(run, 'held', move.reason))
      if (move.type === 'sleep') {
        if (move.until - at > SHORT_WAIT_MS) return this.#sleep(move.until)
        await new Promise((resolve) => setTimeout(resolve, Math.max(1, move.until - at)))
      } else if (move.type === 'attempt') {
        const lost = await this.#attempt(move.deliveries)
        if (lost) return lost
      } else if (run.lead.erased && (move.type === 'reserve' || move.type === 'ask')) {
        return this.#finish(endOf(run, 'unsold', 'the person was erased'))
      } else if (move.type === 'ask') {
        const ended = await this.#ask(move.assignments, move.behind)
        if (ended) return ended
      } else if (move.type === 'reserve') {
        const lost = await this.#reserve(move.firstWave)
        if (lost) return lost
      } else {
        const ended = await this.#walk(this.#leave(run, move.port))
        if (ended) return ended
      }
    }
  }

  #lead(): LeadView {
    return leadOf(this.run, this.context)
  }

  /** Answers the nodes for a run as it is at this moment. */
  #decide(run: Run, at: number) {
    const { config, version } = this.context
    const moment = { at, seed: run.lead.id, timeZone: config.account.timeZone }
    return nodeDecider(version.compiled, leadOf(run, this.context), moment, plugins())
  }

  #begin(): Walk {
    const at = Date.now()
    return startRoute(this.context.version.compiled, this.#lead(), at, this.#decide(this.run, at))
  }

  /** The way out of the offer the run stands at; pure, so it can be asked before the settling is written. */
  #leave(run: Run, port: 'sold' | 'unsold'): Walk {
    const node = run.state.offer!.node
    const mine = [...run.deliveries.values()].filter((one) => one.node === node)
    const detail = {
      offered: mine.map((one) => one.assignmentKey),
      sold: mine.filter((one) => isSold(one.status)).map((one) => one.assignmentKey),
      ...(run.state.offer!.dealing?.told && { turns: run.state.offer!.dealing.told }),
      ...(run.state.offer!.bids && { bids: tellBids(run.state.offer!.bids, run.currency) }),
    }
    const { program } = this.context.version.compiled
    return resumeRun(program, node, port, this.#decide(run, Date.now()), detail)
  }

  /** Follows a walk: to an end (finishes), to an offer (plans it) or through a transform. */
  async #walk(walk: Walk): Promise<Advanced | null> {
    const { run, context } = this
    run.path = [...run.path, ...walk.path]
    const next = walk.next
    if (next.kind === 'end') return this.#finish(endOf(run, next.status, next.reason))
    if (next.kind === 'offer') {
      await lookAtLists(run, context)
      const plan = planOffer(run, context, next, this.#lead(), Date.now())
      if (!plan.ok) return this.#finish({ status: 'held', reason: plan.problem })
      run.verdicts = plan.value.verdicts
      run.state = { ...run.state, phase: 'offer', node: next.node, offer: plan.value.offer }
      return null
    }
    const lead = this.#lead()
    const done = await runTransform({
      account: run.accountId,
      code: next.code,
      input: { ...lead.values },
    })
    if (!done.ok)
      return this.#finish({
        status: 'held',
        reason: veilOfRun(run, context)(`transform "${next.node}" failed: ${done.problem.message}`),
      })
    run.state = {
      ...run.state,
      values: sealValues(context.config.key, context.profile.entity, done.value.output).values,
    }
    const { program } = context.version.compiled
    const detail = { duration_ms: done.value.duration_ms }
    return this.#walk(resumeRun(program, next.node, 'out', this.#decide(run, Date.now()), detail))
  }

  async #reserve(firstWave: number): Promise<Advanced | null> {
    const { run, context, owner } = this
    const step = reserveStep(run, context, firstWave, { id: owner, isNew: false }, Date.now())
    const result = await store.submit(step.work)
    if (result.type === 'lost') return { type: 'lost' }
    if (result.type === 'broken') return this.#finish({ status: 'held', reason: result.message })
    step.apply(result)
    return null
  }

  /** Asks for bids, and plans the rest of the offer with them. */
  async #ask(wanted: string[], behind: number): Promise<Advanced | null> {
    const { run, context, owner } = this
    await lookAtLists(run, context)
    const assignments = wanted.filter(
      (key) => !suppressionOf(run, context, documentOf(context, key).partner)
    )
    const at = Date.now()
    const offer = run.state.offer!
    const asking = offer.ask ?? askingAgain(offer.bids!, assignments, offer.deadlineSeconds!)
    const { claimants, refused } = await withRoom(run, context, assignments, at)
    const begun = beginAsking(run, context, asking, claimants, owner, at)
    if (claimants.length > 0) {
      if (!(await store.submit(begun.work))) return { type: 'lost' }
      run.started = true
    }
    const asked = await askAll(run, context, this.#lead(), begun.asking, claimants)
    const now = Date.now()
    const bids = bidsOf(asking, asked, now)
    const amounts = new Map<string, number | null>([
      ...assignments.map((key) => [key, null] as const),
      ...asked.map((one) => [one.claimant.assignmentKey, one.bid] as const),
    ])
    const plan = planOffer(run, context, asking.step, this.#lead(), now, undefined, amounts)
    if (!plan.ok) return this.#finish({ status: 'held', reason: plan.problem })
    // Who was offered the lead here before is not offered it again.
    const before = offeredAt(run, offer.node)
    const waves = plan.value.offer.waves
      .map((wave) => wave.filter((key) => !before.has(key)))
      .filter((wave) => wave.length > 0)
    run.state = {
      ...run.state,
      offer: {
        ...plan.value.offer,
        waves: [...offer.waves.slice(0, behind), ...waves],
        wave: offer.wave,
        bids: { ...bids, of: { ...offer.bids?.of, ...bids.of } },
        deadlineSeconds: asking.deadlineSeconds,
      },
    }
    run.verdicts = {
      ...plan.value.verdicts,
      refused: { ...plan.value.verdicts.refused, ...verdictsOfAsking(asked, refused) },
    }
    if (claimants.length === 0) return null
    return (await store.submit(recordBids(run, asked, owner))) ? null : { type: 'lost' }
  }

  async #attempt(ids: string[]): Promise<Advanced | null> {
    const settled = await Promise.all(
      ids.map((id) => this.#attemptOne(this.run.deliveries.get(id)!))
    )
    if (settled.some((one) => one === 'finished')) return { type: 'finished' }
    return settled.some((one) => one === 'lost') ? { type: 'lost' } : null
  }

  async #attemptOne(delivery: Delivery): Promise<'settled' | 'finished' | 'lost'> {
    const { run, context, owner } = this
    let ended = false
    // A sale usually ends the run: then its end is written with it, in one transaction.
    const andThen = (settled: Settled): Write[] => {
      const end = this.#endAfter(settled)
      ended = end !== null
      return end ?? []
    }
    let settled: Settled
    const closing = this.#closing(delivery, await this.#suppressed(delivery))
    if (closing) {
      settled = await endDelivery(
        run,
        context,
        delivery,
        owner,
        closing,
        andThen,
        run.recorded.delete(delivery.id)
      )
    } else {
      let current = delivery
      if (!run.recorded.delete(delivery.id)) {
        const verdict = circuits.verdict(delivery.assignmentId, Date.now())
        if (verdict.type === 'wait' && delivery.status !== 'sending')
          return this.#postpone(delivery, verdict.until)
        const begun = await store.submit(beginAttempt(run, delivery, owner, Date.now()))
        if (!begun) return 'lost'
        current = {
          ...delivery,
          status: 'sending',
          attempts: delivery.attempts + 1,
          nextAttemptAt: null,
        }
        run.deliveries.set(current.id, current)
      }
      settled = await sendAttempt(run, context, this.#lead(), current, owner, andThen)
    }
    if (settled.type !== 'settled') return 'lost'
    run.deliveries.set(delivery.id, settled.delivery)
    return ended ? 'finished' : 'settled'
  }

  /** Why the lead must not be sent to whom it was promised: an address of it is on a suppression list by now. */
  async #suppressed(delivery: Delivery): Promise<string | null> {
    const { run, context } = this
    if (delivery.status === 'waiting' || context.config.suppression.length === 0) return null
    await lookAtLists(run, context)
    const partner = context.config.partners.get(delivery.partnerId)
    const hit = partner && suppressionOf(run, context, partner.key)
    return hit ? explainSuppressed(hit) : null
  }

  /** How a delivery ends without another request; null when one may leave. */
  #closing(delivery: Delivery, suppressed: string | null): Outcome | null {
    if (delivery.status === 'waiting')
      return { status: 'rejected', reason: 'no answer before the deadline' }
    const left = !this.run.recorded.has(delivery.id)
    const doubtful = left && (delivery.status === 'unknown' || delivery.status === 'sending')
    if (suppressed)
      return { status: doubtful ? 'unknown' : 'failed', reason: suppressed, retry: false }
    if (!left) return null
    if (this.run.lead.erased)
      return {
        status: doubtful ? 'unknown' : 'failed',
        reason: 'the person was erased',
        retry: false,
      }
    const verdict = circuits.verdict(delivery.assignmentId, Date.now())
    if (verdict.type !== 'disabled') return null
    return {
      status: doubtful ? 'unknown' : 'failed',
      reason: `endpoint disabled: ${verdict.reason}`,
      retry: false,
    }
  }

  async #postpone(delivery: Delivery, until: number): Promise<'settled' | 'lost'> {
    const { run, owner } = this
    if (!(await store.submit(postponeDelivery(run, delivery, owner, until)))) return 'lost'
    run.deliveries.set(delivery.id, { ...delivery, nextAttemptAt: until })
    return 'settled'
  }

  /** What ends the run if this settlement does; null when it goes on. */
  #endAfter(settled: Settled): Write[] | null {
    if (settled.type !== 'settled' || this.run.state.phase !== 'offer') return null
    const deliveries = new Map(this.run.deliveries).set(settled.delivery.id, settled.delivery)
    const after: Run = { ...this.run, deliveries }
    const at = Date.now()
    const move = nextOfferMove(after, at)
    if (move.type === 'hold') return finishWrites(after, endOf(after, 'held', move.reason), at)
    if (move.type !== 'leave') return null
    const walk = this.#leave(after, move.port)
    if (walk.next.kind !== 'end') return null
    after.path = [...after.path, ...walk.path]
    return finishWrites(after, endOf(after, walk.next.status, walk.next.reason), at)
  }

  /** A delivery offered again by hand: that one alone, then the run is over again. */
  async #retry(): Promise<Advanced> {
    const { run } = this
    const delivery = run.deliveries.get(run.state.retry ?? '')
    for (;;) {
      const current = delivery && run.deliveries.get(delivery.id)!
      const at = Date.now()
      const due =
        current?.status === 'waiting' ? current.deadlineAt : (current?.nextAttemptAt ?? null)
      if (!current || due === null) break
      if (due - at > SHORT_WAIT_MS) return this.#sleep(due)
      if (due > at) await new Promise((resolve) => setTimeout(resolve, due - at))
      const result = await this.#attemptOne(current)
      if (result === 'lost') return { type: 'lost' }
    }
    const open = [...run.deliveries.values()].some(
      (one) => one.status === 'unknown' && one.reserved
    )
    return this.#finish(
      endOf(run, open ? 'held' : 'unsold', open ? 'a partner never answered' : null)
    )
  }

  #finish(end: RunEnd) {
    return finish(this.run, this.context, end, this.owner)
  }

  /** Puts the run down until `until`, unless something came in for it meanwhile. */
  async #sleep(until: number): Promise<Advanced> {
    const { run, owner } = this
    const put = await store.submit<'asleep' | 'poked' | 'lost'>({
      locks: [{ table: 'distributions', value: run.id }],
      decide(locked) {
        const row = locked.get('distributions', run.id)
        if (row?.owner !== owner) return { result: 'lost', writes: [] }
        const poked = row.wake_at === 0
        const set = {
          ...stateColumns(run, 'running'),
          owner: null,
          wake_at: poked ? Date.now() : until,
        }
        return {
          result: poked ? 'poked' : 'asleep',
          writes: [{ update: 'distributions', id: run.id, set }],
        }
      },
    })
    if (put === 'lost') return { type: 'lost' }
    return { type: 'asleep', until: put === 'poked' ? Date.now() : until }
  }
}

/** Those whose bids hold no longer, asked as they were the first time. */
const askingAgain = (bids: Bids, assignments: string[], deadlineSeconds: number): Asking => ({
  step: bids.step,
  assignments,
  deadlineSeconds,
  pings: null,
})

const offeredAt = (run: Run, node: string) =>
  new Set(
    [...run.deliveries.values()].filter((one) => one.node === node).map((one) => one.assignmentKey)
  )

/** Sold is sold, wherever the route led to afterwards. */
function endOf(run: Run, status: RunEnd['status'], reason: string | null): RunEnd {
  const sold = [...run.deliveries.values()].some((one) => isSold(one.status))
  if (sold) return { status: 'sold', reason: status === 'held' ? reason : null }
  return { status: status === 'sold' ? 'unsold' : status, reason }
}

async function finish(
  run: Run,
  context: RunContext | null,
  end: RunEnd,
  owner: string
): Promise<Advanced> {
  const at = Date.now()
  run.startedAt ??= at
  const writes = [
    ...startedEvent(run, context?.profile.profile.key ?? '', at),
    ...finishWrites(run, end, at),
  ]
  const kept = await store.submit({
    locks: [{ table: 'distributions', value: run.id }],
    decide: (locked) =>
      locked.get('distributions', run.id)?.owner === owner
        ? { result: true, writes }
        : { result: false, writes: [] },
  })
  return { type: kept ? 'finished' : 'lost' }
}
