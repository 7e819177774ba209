import { failureText, listed, type Say } from '../story/say.js'
import { sayReason } from '../story/say_reason.js'
import type { Trace } from '../story/types.js'
import type { SimulatedRun } from './types.js'

const MAX_NAMED = 4

/** What would become of the lead, in one line: "SunCo would buy it for $25.00". */
export function sayOutcome(
  { status, reason, revenue, path, offers }: SimulatedRun,
  say: Say
): string {
  const { t } = say
  if (status === 'sold' && offers.length > 0) {
    const all = [...new Set(offers.map(({ partner }) => say.partner(partner)))]
    const more = all.length - MAX_NAMED
    const partners = listed(
      more > 0 ? [...all.slice(0, MAX_NAMED), t('story.more', { n: more }, more)] : all,
      say
    )
    const key = offers.length > 1 ? 'sold_many' : 'sold'
    return t(`simulate.head.${key}`, { partners, money: say.money(revenue) })
  }
  if (status === 'held')
    return reason
      ? t('simulate.head.held', { why: sayReason(reason, say) })
      : t('simulate.head.held_plain')
  const [first] = path
  if (first?.type === 'filter' && first.port === 'no') {
    const failing = ((first.detail.conditions ?? []) as Trace[]).find(({ matched }) => !matched)
    if (failing) {
      const why = failureText({ condition: failing, holds: true }, say)
      return t('simulate.head.filter', { why })
    }
  }
  const last = path.at(-1)
  if (last?.type === 'stop')
    return reason
      ? t('simulate.head.stop_reason', { why: sayReason(reason, say) })
      : t('simulate.head.stop')
  return t('simulate.head.nobody')
}
