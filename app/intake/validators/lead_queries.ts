import vine from '@vinejs/vine'
import { line, moment, page } from '#shared/list_query'

const LEAD_STATUSES = ['received', 'distributing', 'sold', 'unsold', 'held'] as const

/** A query's list is written with commas. */
const names = (max?: number) =>
  vine
    .array(line(max))
    .maxLength(50)
    .parse((value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value))

/** Query of `GET /leads`. */
export const leadFilters = vine.create({
  ...page,
  entity: line(64).optional(),
  status: vine.enum(LEAD_STATUSES).optional(),
  stage: line(64).optional(),
  /** Keys, with commas: leads with any of them. */
  tag: names(64).optional(),
  /** E-mails, with commas; `nobody`: leads of nobody. */
  assignee: names().optional(),
  source: line().optional(),
  external_id: line().optional(),
  test: vine.boolean().optional(),
  merged: vine.boolean().optional(),
  from: moment().optional(),
  to: moment().optional(),
})

/** Query of `POST /intake`: seconds to wait for the outcome. */
export const intakeQuery = vine.create({
  wait: vine.number().withoutDecimals().range([1, 30]).optional(),
})
