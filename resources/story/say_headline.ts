import { sayReason } from './say_reason.js'
import { type Say, failureText, listed } from './say.js'
import type { Run, StoryDelivery, Trace } from './types.js'

const MAX_NAMED = 4

/** What became of a run, in one line: "SunCo bought it for $25.00"; "Nobody was asked: Bill is 38, needs more than 40". */
export function sayHeadline(run: Run, test: boolean, say: Say): string {
  const { t } = say
  const by = (...statuses: string[]) =>
    run.deliveries.filter(({ status }) => statuses.includes(status))
  const sold = by('accepted', 'sent')
  if (sold.length > 0) {
    const partners = names(sold, say)
    if (test) return t('story.head.test', { partners })
    const money = say.money(run.revenue)
    if (sold.length > 1) return t('story.head.sold_many', { partners, money })
    return t(sold[0].status === 'sent' ? 'story.head.sent' : 'story.head.sold', { partners, money })
  }
  if (run.status === 'held')
    return run.reason
      ? t('story.head.held', { why: sayReason(run.reason, say) })
      : t('story.head.held_plain')
  const waiting = by('waiting', 'unknown')
  if (run.finished_at === null) {
    if (waiting.length > 0) return t('story.head.waiting', { partners: names(waiting, say) })
    return t(run.status === 'queued' ? 'story.head.queued' : 'story.head.under_way')
  }
  const taken = by('cancelled')
  if (taken.length > 0) return t('story.head.taken_back', { partners: names(taken, say) })
  if (run.deliveries.length > 0) {
    const key = run.deliveries.length > 1 ? 'refused_many' : 'refused'
    return t(`story.head.${key}`, { partners: names(run.deliveries, say) })
  }
  return sayNobody(run, say)
}

function sayNobody({ path, reason }: Run, say: Say): string {
  const [first] = path
  if (first?.type === 'filter' && first.port === 'no') {
    const failing = ((first.detail.conditions ?? []) as Trace[]).find(({ matched }) => !matched)
    if (failing)
      return say.t('story.head.filter', {
        why: failureText({ condition: failing, holds: true }, say),
      })
  }
  if (reason && reason !== 'filter')
    return say.t('story.head.filter', { why: sayReason(reason, say) })
  return say.t('story.head.nobody')
}

function names(deliveries: readonly StoryDelivery[], say: Say): string {
  const all = [...new Set(deliveries.map(({ partner }) => say.partner(partner)))]
  const shown = all.slice(0, MAX_NAMED)
  const more = all.length - shown.length
  return listed(more > 0 ? [...shown, say.t('story.more', { n: more }, more)] : shown, say)
}
