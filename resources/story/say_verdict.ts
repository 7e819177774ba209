import { sayReason } from './say_reason.js'
import {
  type Say,
  clockText,
  failureText,
  limitText,
  listed,
  momentText,
  windowText,
} from './say.js'
import type { Cap, Need, Verdict, VerdictDetail } from './types.js'

/** One line of why: "State is NV, needs one of CA, AZ"; "cap of 20 a day reached at 14:02". `at` is when it was judged. */
export function sayVerdict(verdict: Verdict, at: string, say: Say): string {
  const { t } = say
  const { detail } = verdict
  switch (detail?.kind) {
    case 'asked':
      return sayAnswer(detail.status, detail.reason, say)
    case 'filter':
      return detail.ways.length > 0
        ? sayWays(detail.ways, say)
        : sayReason(verdict.explanation, say)
    case 'paused': {
      const until = detail.until && clockText(detail.until, say, at)
      if (detail.whose === 'endpoint' && until) return t('story.verdict.endpoint_until', { until })
      return t(`story.verdict.paused_${detail.whose}`)
    }
    case 'schedule':
      return sayClosed(detail.opens_at, detail.time_zone, at, say)
    case 'cap':
      return sayCap(detail.cap, detail.reached_at, at, say)
    case 'balance':
      return sayBalance(detail.balance, detail.currency, say)
    case 'duplicate':
      return detail.by === null || detail.by === verdict.assignment
        ? t('story.verdict.duplicate_run')
        : t('story.verdict.duplicate_here', { assignment: detail.by })
    case 'not_reached':
      return sayNotReached(detail, say)
    case 'no_bid':
      return detail.reason === null
        ? t('bids.verdict.no_bid')
        : t('bids.verdict.no_bid_why', { reason: sayReason(detail.reason, say) })
    default:
      return verdict.eligible ? t('story.verdict.eligible') : sayReason(verdict.explanation, say)
  }
}

function sayNotReached(
  detail: Extract<VerdictDetail, { kind: 'not_reached' }>,
  { t, buyer }: Say
): string {
  if (detail.sold_to) return t('story.verdict.sold_to', { partner: buyer(detail.sold_to) })
  if (detail.waiting_for)
    return t('story.verdict.waiting_for', { partner: buyer(detail.waiting_for) })
  return t(detail.stopped ? `story.verdict.stopped_${detail.stopped}` : 'story.verdict.route')
}

/** Of one way its first failing condition; of several that none of them held. */
export function sayWays(ways: readonly Need[][], say: Say): string {
  const one = (way: readonly Need[]) => {
    const first = failureText(way[0], say)
    const more = way.length - 1
    return more > 0 ? say.t('story.verdict.and_more', { first, n: more }, more) : first
  }
  if (ways.length === 1) return one(ways[0])
  const or = ways.map((way) =>
    listed(
      way.map((need) => failureText(need, say)),
      say
    )
  )
  return say.t('story.verdict.alternatives', { n: ways.length, ways: or.join('; ') })
}

/** "Its prepaid balance has room for €3.00; the lead costs €25.00" */
export function sayBalance(
  { mode, room, price }: { mode: string; room: string; price: string },
  currency: string,
  { t, money }: Say
): string {
  const left = Number(room) < 0 ? '0' : room
  return t(`story.verdict.balance_${mode}`, {
    room: money({ amount: left, currency }),
    price: money({ amount: price, currency }),
  })
}

export function sayCap(cap: Cap, reachedAt: string | null, at: string, say: Say): string {
  const values = {
    limit: limitText(cap.window, cap.limit, say),
    window: windowText(cap.window, say),
    time: reachedAt ? clockText(reachedAt, say, at) : '',
  }
  const spend = cap.window.startsWith('spend_')
  const nearly = spend && Number(cap.used) < Number(cap.limit)
  if (nearly) {
    const left = String(Number(cap.limit) - Number(cap.used))
    const more = { ...values, left: limitText(cap.window, left, say) }
    return say.t(`story.verdict.cap_${cap.scope}_nearly`, more)
  }
  const key = spend ? 'spend' : 'count'
  const reached = say.t(`story.verdict.cap_${cap.scope}_${key}`, values)
  return reachedAt
    ? say.t('story.verdict.reached_at', { reached, time: values.time })
    : say.t('story.verdict.reached', { reached })
}

export const sayClosed = (opensAt: string | null, zone: string, at: string, say: Say): string =>
  opensAt === null
    ? say.t('story.verdict.closed')
    : say.t('story.verdict.closed_until', { time: momentText(opensAt, zone, say, at), zone })

/** What became of an offer: "said no: roof too small". */
export function sayAnswer(status: string, reason: string | null, say: Say): string {
  const known = say.has(`story.answer.${status}`)
  const what = known ? say.t(`story.answer.${status}`) : status
  return reason ? say.t('story.because', { what, reason: sayReason(reason, say) }) : what
}
