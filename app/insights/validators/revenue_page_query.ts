import vine from '@vinejs/vine'
import { line, moment, page } from '#shared/list_query'
import { COMPARISONS, SPANS } from '#insights/revenue/choose_span'

const date = () => moment().fixedLength(10)

const shown = {
  partner: line(64).optional(),
  profile: line(64).optional(),
  /** "-" is what came without a source. */
  source: line(255).optional(),
  currency: vine
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
}

/** Query of the revenue page. */
export const revenuePageQuery = vine.create({
  period: vine.enum(SPANS).optional(),
  from: date().optional(),
  to: date().optional(),
  compare: vine.enum(COMPARISONS).optional(),
  ...shown,
})

/** Query of the sales behind a figure. */
export const postingsQuery = vine.create({
  from: date(),
  to: date(),
  reversals: vine.boolean().optional(),
  ...shown,
  ...page,
})

/** Query of the file: lines of a report, or all postings. */
export const revenueFileQuery = vine.create({
  from: date(),
  to: date(),
  rows: vine.enum(['partner', 'profile', 'source', 'day', 'month', 'postings'] as const),
  ...shown,
})
