import type { AnswerLine } from '#insights/figures/types'

export interface Acceptance {
  answers: number
  /** Sold of what was answered, 0 to 1; null without answers. */
  acceptance: number | null
}

export function acceptanceOf(answers: readonly Pick<AnswerLine, 'outcome' | 'n'>[]): Acceptance {
  const count = (lines: readonly { n: number }[]) => lines.reduce((sum, { n }) => sum + n, 0)
  const all = count(answers)
  const sold = count(answers.filter((one) => one.outcome === 'sold'))
  return { answers: all, acceptance: all ? sold / all : null }
}

const MIN_ANSWERS = 20
const DROP = 0.15

/**
 * A partner's acceptance has fallen when it is 15 points or more under what it was, and both rest on 20 answers or more:
 * fewer say nothing.
 */
export const hasDropped = (now: Acceptance, before: Acceptance): boolean =>
  now.answers >= MIN_ANSWERS &&
  before.answers >= MIN_ANSWERS &&
  before.acceptance! - now.acceptance! >= DROP
