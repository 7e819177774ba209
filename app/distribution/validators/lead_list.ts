import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { line, moment, page } from '#shared/list_query'

const STATUSES = ['received', 'distributing', 'sold', 'unsold', 'held'] as const
export const PERIODS = ['today', 'yesterday', '7d', '30d'] as const

/** A query's list is written with commas. */
const list = (value: unknown) =>
  typeof value === 'string' ? value.split(',').filter(Boolean) : value

const json = (value: unknown, field: FieldContext) => {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    field.report('The {{ field }} must be JSON', 'json', field)
    return value
  }
}
const jsonRule = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  field.mutate(json(value, field), field)
})

const column = () => line(130)

/** What leads are looked for by on the page, as its address and saved views hold it. */
const filter = {
  q: line(200).optional(),
  entity: line(64).optional(),
  status: vine.array(vine.enum(STATUSES)).parse(list).optional(),
  stage: line(64).optional(),
  tag: vine.array(line(64)).maxLength(50).parse(list).optional(),
  assignee: vine.array(line()).maxLength(50).parse(list).optional(),
  source: line().optional(),
  test: vine.boolean().optional(),
  period: vine.enum(PERIODS).optional(),
  from: moment().optional(),
  to: moment().optional(),
  rule: vine.any().use(jsonRule()).optional(),
}
const sort = () => vine.enum(['newest', 'oldest'] as const)
const layout = () => vine.enum(['table', 'board'] as const)
const columns = () => vine.array(column()).maxLength(60)

export const leadListQuery = vine.create({
  ...filter,
  ...page,
  view: line(64).optional(),
  sort: sort().optional(),
  columns: columns().parse(list).optional(),
})

const board = { ...filter, entity: line(64).optional(), pipeline: line(64).optional() }

export const leadBoardQuery = vine.create({ ...board, view: line(64).optional() })

export const boardColumnQuery = vine.create({
  ...board,
  entity: line(64),
  stage: line(64),
  cursor: page.cursor,
})

export const boardNewsQuery = vine.create({
  ...board,
  entity: line(64),
  since: vine.number().withoutDecimals().positive(),
  ids: vine.array(line(64)).maxLength(200).parse(list).optional(),
})

export const leadNewsQuery = vine.create({ ...filter, after: line(64) })

export const leadExportQuery = vine.create({
  ...filter,
  sort: sort().optional(),
  columns: columns().parse(list).optional(),
  /** Of what the filter finds, these leads alone. */
  ids: vine.array(line(64)).maxLength(500).parse(list).optional(),
  format: vine.enum(['csv', 'xlsx', 'jsonl'] as const),
})

export const leadPickQuery = vine.create({
  entity: line(64).optional(),
  q: line(200).optional(),
  limit: vine.number().withoutDecimals().range([1, 50]).optional(),
})

export const leadFilterObject = () => vine.object(filter)

export const savedViewInput = vine.create({
  name: line(60).minLength(1),
  shared: vine.boolean().optional(),
  filter: leadFilterObject(),
  sort: sort(),
  columns: columns().nullable().optional(),
  layout: layout().optional(),
  pipeline: line(64).nullable().optional(),
})

export const savedViewChange = vine.create({
  name: line(60).minLength(1).optional(),
  shared: vine.boolean().optional(),
  filter: leadFilterObject().optional(),
  sort: sort().optional(),
  columns: columns().nullable().optional(),
  layout: layout().optional(),
  pipeline: line(64).nullable().optional(),
})

export const distributeManyInput = vine.create({
  profile: line(64),
  ids: vine.array(line(64)).minLength(1).maxLength(1_000).optional(),
  filter: leadFilterObject().optional(),
  /** Counts and says what would happen; begins nothing. */
  dry_run: vine.boolean().optional(),
})
