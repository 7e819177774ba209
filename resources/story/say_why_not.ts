import { sayAnswer, sayBalance, sayCap, sayClosed } from './say_verdict.js'
import { sayReason } from './say_reason.js'
import { strategyText } from './say_change.js'
import { type Say, failureText, listed } from './say.js'
import type { Cap, Trace, WhyNot } from './types.js'

/** What decided, as one sentence without the partner's name: "State is NV, needs one of CA, AZ". `at`: when it was judged. */
export function sayDecided(answer: WhyNot, at: string, say: Say): string {
  const { decided, evaluation } = answer
  const { t } = say
  switch (decided.kind) {
    case 'asked':
      return sayAnswer(String(decided.status), decided.reason as string | null, say)
    case 'profile_filter':
      return t('story.decided.profile_filter', { why: firstFailure(decided.conditions, say) })
    case 'filter':
      return firstFailure(evaluation?.conditions, say) || (evaluation?.explanation ?? '')
    case 'suppressed':
      return sayReason(String(decided.reason), say)
    case 'schedule':
      return sayClosed(decided.opens_at as string | null, String(decided.time_zone), at, say)
    case 'cap': {
      const full = decided.full as Cap[]
      const first = sayCap(full[0], null, at, say)
      const more = full.length - 1
      return more > 0 ? t('story.verdict.and_more', { first, n: more }, more) : first
    }
    case 'paused':
      return t(`story.verdict.paused_${String(decided.whose)}`)
    case 'endpoint':
      return t('story.verdict.paused_endpoint')
    case 'balance':
      return sayBalance(
        decided.balance as { mode: string; room: string; price: string },
        String(decided.currency),
        say
      )
    case 'duplicate':
      return decided.by === null
        ? t('story.verdict.duplicate_run')
        : t('story.verdict.duplicate_here', { assignment: decided.by })
    case 'order': {
      const buyers = (decided.sold_to as string[]).map((one) => say.buyer(one))
      const partner = listed([...new Set(buyers)], say)
      return t('story.verdict.sold_to', { partner })
    }
    case 'strategy':
      return t('story.decided.strategy', { strategy: strategyText(String(decided.strategy), say) })
    case 'held':
      return decided.reason
        ? t('story.decided.held_because', { why: sayReason(String(decided.reason), say) })
        : t('story.decided.held')
    default:
      return t(`story.decided.${decided.kind}`)
  }
}

function firstFailure(conditions: unknown, say: Say): string {
  const failing = ((conditions ?? []) as Trace[]).filter(({ matched }) => !matched)
  return failing.length > 0 ? failureText({ condition: failing[0], holds: true }, say) : ''
}
