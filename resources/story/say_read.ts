import { type Say, actualText, conditionText } from './say.js'
import type { AnswerRead, StoryAttempt } from './types.js'

/** How an answer was read: "accepted, because status is ok". */
export function sayRead({ read, outcome, response }: StoryAttempt, say: Say): string | null {
  if (!read) return null
  const { t } = say
  const status = String(response?.status ?? '')
  const verdict = say.has(`common.status.${outcome}`) ? t(`common.status.${outcome}`) : outcome
  if (read.decided_by === 'status') return t('story.read.status', { verdict, status })
  if (read.decided_by === 'fault') return t('story.read.fault', { status })
  if (read.decided_by === 'rules') return t('story.read.rules')
  const rule = t(`story.rule_of.${read.decided_by}`)
  const why = because(read, say)
  // The rule for accepted that does not match is what makes a rejection.
  const key = read.decided_by === 'accepted' && outcome === 'rejected' ? 'not_matched' : 'matched'
  return t(`story.read.${key}`, { verdict, rule, why })
}

function because({ conditions }: AnswerRead, say: Say): string {
  const failing = conditions.find(({ matched }) => !matched)
  const first = failing ?? conditions[0]
  if (!first) return say.t('story.read.no_condition')
  const text = conditionText(first, say)
  return failing ? say.t('story.read.has', { text, actual: actualText(first, say) }) : text
}
