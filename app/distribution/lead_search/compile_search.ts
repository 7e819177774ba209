import type { LeadView } from '#sdk'
import { type AccountKey, decryptField, isEncrypted } from '#entities/field_crypto'
import type { Entity } from '#entities/types'
import { type CompiledRule, compileRule } from '#routing/compile_rule'
import { entityRuleSchema } from '#routing/rule_schema'
import { type Problem, type Result, fail, ok } from '#shared/result'
import type { Row } from '#store/types'
import type { LeadCriteria } from '#distribution/lead_search/criteria'
import { COLUMN } from '#distribution/lead_search/lead_terms'
import type { Node } from '#distribution/lead_search/node'
import {
  isLeadId,
  planAll,
  planAssignees,
  planColumn,
  planRule,
  planTest,
  planWords,
} from '#distribution/lead_search/plan_search'
import { isFound, readQuery, searchWords } from '#distribution/lead_search/search_words'

/** A search ready to be answered twice over: by the index, and by a lead's row. Both say the same. */
export interface CompiledSearch {
  node: Node
  /** Every lead matches. */
  everything: boolean
  /** Nobody asked anything: every lead matches but those that were merged away. */
  plain: boolean
  matches(row: Row): boolean
}

/** `now` in ms. Problems carry paths below `rule`. Pure. */
export function compileSearch(
  criteria: LeadCriteria,
  key: AccountKey,
  now: number
): Result<CompiledSearch, Problem[]> {
  const entity = criteria.entity ?? null
  const schema = entityRuleSchema(entity ?? NO_ENTITY)
  const nodes = planColumns(criteria)
  const rule = compileRule(criteria.rule, schema, 'rule')
  if (!rule.ok) return rule
  if (criteria.rule) {
    const node = planRule(criteria.rule, 'rule', { schema, entity, key, now })
    if (!node.ok) return fail(node.problem)
    nodes.push(node.value)
  }
  const lists = criteria.text ? readQuery(criteria.text) : []
  if (lists.length) nodes.push(planWords(lists))
  const byColumns = columnJudge(criteria)
  return ok({
    node: planAll(nodes),
    everything: nodes.length === 0,
    plain: nodes.length === (criteria.merged === false ? 1 : 0),
    matches: (row) =>
      byColumns(row) &&
      (lists.length === 0 || hasWords(row, lists)) &&
      (!criteria.rule || rule.value.test(viewOf(row, rule.value, entity, key), now)),
  })
}

const NO_ENTITY: Entity = {
  id: '',
  accountId: '',
  key: '',
  name: '',
  fields: [],
  duplicate: null,
  stages: [],
  pipelines: [],
}

function planColumns(criteria: LeadCriteria): Node[] {
  const { entity, entityIds, statuses, stage, source, externalId, test, from, to } = criteria
  const { assignees, tagIds, merged } = criteria
  const nodes: Node[] = []
  if (criteria.nothing) nodes.push({ type: 'any', nodes: [] })
  if (typeof from === 'number') nodes.push({ type: 'time', test: (at) => at >= from })
  if (typeof to === 'number') nodes.push({ type: 'time', test: (at) => at < to })
  if (entity) nodes.push(planColumn(COLUMN.entity, [entity.id]))
  if (entityIds) nodes.push(planColumn(COLUMN.entity, entityIds))
  if (statuses) nodes.push(planColumn(COLUMN.status, statuses))
  if (stage !== undefined) nodes.push(planColumn(COLUMN.stage, [stage]))
  if (assignees) nodes.push(planAssignees(assignees))
  if (tagIds) nodes.push(planColumn(COLUMN.tags, tagIds))
  if (source !== undefined) nodes.push(planColumn(COLUMN.source, [source]))
  if (externalId !== undefined) nodes.push(planColumn(COLUMN.externalId, [externalId]))
  if (test !== undefined) nodes.push(planTest(test))
  const away = planColumn(COLUMN.merged, ['1'])
  if (merged !== undefined) nodes.push(merged ? away : { type: 'not', node: away })
  return nodes
}

function columnJudge(criteria: LeadCriteria): (row: Row) => boolean {
  const { entity, entityIds, statuses, stage, source, externalId, test, from, to } = criteria
  const { assignees, tagIds, merged } = criteria
  return (row) =>
    !criteria.nothing &&
    (!entity || row.entity_id === entity.id) &&
    (!entityIds || entityIds.includes(row.entity_id as string)) &&
    (!statuses || statuses.includes(row.status as string)) &&
    (stage === undefined || row.stage === stage) &&
    (!assignees || assignees.includes(row.assignee as string | null)) &&
    (!tagIds || hasSome(row, tagIds)) &&
    (source === undefined || row.source === source) &&
    (externalId === undefined || row.external_id === externalId) &&
    (test === undefined || Boolean(row.test) === test) &&
    (merged === undefined || Boolean(row.merged_into) === merged) &&
    (typeof from !== 'number' || Number(row.created_at) >= from) &&
    (typeof to !== 'number' || Number(row.created_at) < to)
}

const hasSome = ({ tags }: Row, wanted: readonly string[]): boolean =>
  tags !== null && (JSON.parse(tags as string) as string[]).some((id) => wanted.includes(id))

/** Values in which every word stands as it is, give or take capitals. */
const PLAIN = /^[\x20-\x5b\x5d-\x7e]*$/

function hasWords(row: Row, lists: readonly string[][]): boolean {
  const id = row.id as string
  const text = row.values as string
  if (PLAIN.test(text)) {
    // Most leads are passed over at this, without reading their values.
    const all = `${id} ${text} ${(row.external_id as string | null) ?? ''}`.toLowerCase()
    if (
      /^[\x20-\x7e]*$/.test(all) &&
      !lists.some((pieces) => pieces.every((one) => all.includes(one)))
    )
      return false
  }
  const words = searchWords(
    JSON.parse(text) as Record<string, unknown>,
    row.external_id as string | null
  )
  return lists.some((pieces) =>
    isFound(words, [pieces.filter((piece) => !(isLeadId(piece) && id.startsWith(piece)))])
  )
}

/** The lead as its rule sees it; an encrypted value is opened only when the rule asks for it. */
function viewOf(
  row: Row,
  rule: CompiledRule<LeadView>,
  entity: Entity | null,
  key: AccountKey
): LeadView {
  const values = JSON.parse(row.values as string) as Record<string, unknown>
  for (const field of rule.fields) {
    const [name] = field.split('.')
    if (!Object.hasOwn(values, name) || !isEncrypted(values[name])) continue
    try {
      values[name] = decryptField(key, name, values[name])
    } catch (error) {
      if (entity?.fields.find((one) => one.key === name)?.encrypted) throw error
    }
  }
  const view: LeadView & { stage: string | null } = {
    id: row.id as string,
    entity: entity?.key ?? '',
    values,
    source: row.source as string | null,
    created_at: new Date(Number(row.created_at)).toISOString(),
    test: Boolean(row.test),
    stage: row.stage as string | null,
  }
  return view
}
