import { onConfigChange } from '#accounts/config_changes'
import { loadSubscription } from '#accounts/plans/repository'
import type { Subscription } from '#accounts/plans/types'
import { countLeads } from '#accounts/plans/usage'

/** Why a lead is not taken. */
export type IntakeStop = 'plan_limit' | 'trial_ended' | 'plan_ended'

/** How often what an account is on, and how many leads other processes took, is asked for again; near the limit. */
const LOOK_MS = 5_000
const NEAR_MS = 1_000
/** From this share of the included leads on, it is near. */
const NEAR = 0.8
const MOST_KEPT = 5_000

interface Standing {
  stop: IntakeStop | null
  /** Included leads where more are refused; null: any number. */
  included: number | null
  /** Of the period, made before `countedAt`, and those this process stored since. */
  counted: number
  countedAt: number
  since: number
  /** When it holds no longer, ms. */
  until: number
}

const standings = new Map<string, Promise<Standing>>()
/** Leads of this process that are on their way to disk, by account. */
const underWay = new Map<string, number>()
onConfigChange((accountId) => void standings.delete(accountId))

/** Lets leads of an account in by its plan; nothing of it is a query for each lead. */
export class IntakeGate {
  constructor(
    private accountId: string,
    private standing: Standing
  ) {}

  /** A place for one more, or why there is none. Whoever got one gives it back by `leave`. */
  enter(): IntakeStop | null {
    const { stop, included, counted, since } = this.standing
    if (stop) return stop
    const waiting = underWay.get(this.accountId) ?? 0
    if (included === null) return null
    if (counted + since + waiting >= included) return 'plan_limit'
    underWay.set(this.accountId, waiting + 1)
    return null
  }

  leave(stored: boolean) {
    if (this.standing.included === null) return
    const waiting = (underWay.get(this.accountId) ?? 1) - 1
    if (waiting > 0) underWay.set(this.accountId, waiting)
    else underWay.delete(this.accountId)
    if (stored) this.standing.since++
  }
}

/** How an account stands now, from what was read a moment ago. */
export async function intakeGate(accountId: string, now: number): Promise<IntakeGate> {
  const known = await standings.get(accountId)?.catch(() => null)
  if (known && now < known.until) return new IntakeGate(accountId, known)
  const mine = readStanding(accountId, now)
  if (standings.size >= MOST_KEPT) standings.clear()
  standings.set(accountId, mine)
  mine.catch(() => standings.get(accountId) === mine && standings.delete(accountId))
  return new IntakeGate(accountId, await mine)
}

async function readStanding(accountId: string, now: number): Promise<Standing> {
  const subscription = await loadSubscription(accountId)
  const open = { stop: null, included: null, counted: 0, countedAt: now, since: 0 }
  const standing: Standing = { ...open, until: now + LOOK_MS }
  if (!subscription) return standing
  const stop = stopOf(subscription, now)
  if (stop) return { ...standing, stop }
  const isOver = now >= subscription.endsAt
  if (!isOver) standing.until = Math.min(standing.until, subscription.endsAt)
  const { included, at_limit: atLimit } = subscription.segments.at(-1)!
  // A new period begins with nothing used; it is written a moment later.
  if (atLimit !== 'stop' || included === null || isOver) return standing
  const counted = await countLeads(accountId, subscription)
  const isNear = counted >= included * NEAR
  const until = isNear ? Math.min(standing.until, now + NEAR_MS) : standing.until
  return { ...standing, included, counted, until }
}

/** A trial that nobody goes on from, or a plan that was given up, lets nothing in. */
export function stopOf(
  { status, endsAt, segments, nextPlanId, ends }: Subscription,
  now: number
): IntakeStop | null {
  const isTrial = segments.at(-1)!.trial
  const isLast = ends || (status === 'trialing' && nextPlanId === null)
  if (status !== 'ended' && (now < endsAt || !isLast)) return null
  return isTrial ? 'trial_ended' : 'plan_ended'
}
