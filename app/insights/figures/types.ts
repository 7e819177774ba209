/** What is added up. Money is in minor units of the line's currency. */
export interface Sums {
  leads: number
  sold: number
  unsold: number
  held: number
  sales: number
  cancellations: number
  gross: number
  reversed: number
}
export const SUMS = [
  'leads',
  'sold',
  'unsold',
  'held',
  'sales',
  'cancellations',
  'gross',
  'reversed',
] as const satisfies readonly (keyof Sums)[]

export type Dimension = 'hour' | 'source' | 'profile' | 'partner'

/** `key` is an hour 00..23, a source ('' for none) or an id; `currency` is '' in lines of leads. */
export interface FigureLine extends Sums {
  accountId: string
  /** Local date in the account's zone. */
  day: string
  dimension: Dimension
  key: string
  currency: string
}

export type AnswerOutcome = 'sold' | 'rejected' | 'failed'

export interface AnswerLine {
  accountId: string
  day: string
  partnerId: string
  outcome: AnswerOutcome
  /** Of the time the answer took (see answer_steps.ts); -1 where nothing was measured. */
  step: number
  n: number
}

export interface Figures {
  lines: FigureLine[]
  answers: AnswerLine[]
}

/** A line of the audit trail that figures are made of, with what it needs of its lead and run. Times are ms. */
export interface EventLine {
  id: string
  accountId: string
  at: number
  type: string
  leadId: string
  leadAt: number
  source: string | null
  test: boolean
  distributionId: string | null
  profileId: string | null
  runAt: number | null
  partnerId: string | null
  data: Record<string, unknown>
}

/** How a run of a lead ended, in the order of `eventId`; a run retried by hand ends more than once. */
export interface Ending {
  eventId: string
  distributionId: string
  status: string
}

/** A stretch of the trail. `endings` holds every ending so far of the leads that have one in it, oldest first. */
export interface LogPart {
  events: EventLine[]
  endings: Map<string, Ending[]>
}
