import type { Problem } from '#shared/result'
import type { ImportCounts, ProblemCount, RowOutcome } from '#capture/imports/types'

/** Kinds of problems that are told apart; the rest is counted as bad all the same. */
const MAX_KINDS = 200

const COUNTED = {
  stored: 'created',
  updated: 'updated',
  duplicate: 'duplicates',
  rejected: 'rejected',
  bad: 'bad',
} as const satisfies Record<RowOutcome, keyof ImportCounts>

/** Counts of rows, one by one. Begins from what was counted before. */
export class Tally {
  #kinds: Map<string, ProblemCount>

  constructor(readonly counts: ImportCounts) {
    this.#kinds = new Map(counts.by_problem.map((one) => [kindOf(one), one]))
  }

  add(outcome: RowOutcome) {
    this.counts[COUNTED[outcome]]++
  }

  /** A row that is no lead; each kind of problem counts once a row. */
  addBad(number: number, problems: readonly Problem[]) {
    this.add('bad')
    for (const problem of new Map(problems.map((one) => [kindOf(one), one])).values()) {
      const known = this.#kinds.get(kindOf(problem))
      if (known) known.count++
      else if (this.#kinds.size < MAX_KINDS) {
        const kind = { ...problem, count: 1, example_row: number }
        this.#kinds.set(kindOf(problem), kind)
        this.counts.by_problem.push(kind)
      }
    }
  }

  /** As it stands, the most frequent problems first. */
  get snapshot(): ImportCounts {
    const byProblem = this.counts.by_problem.toSorted((a, b) => b.count - a.count)
    return { ...this.counts, by_problem: byProblem }
  }
}

const kindOf = ({ field, rule, message }: Problem) => `${field}\n${rule}\n${message}`
