import { presentTags } from '#crm/tags/lead_tags'
import { leadTitle } from '#entities/lead_title'
import { openValues } from '#entities/seal_values'
import type { Entity, Field } from '#entities/types'
import { mergesOf, undoableUntil } from '#crm/merge/merge_rows'
import type { Merge } from '#crm/merge/types'
import { stageNames } from '#entities/pipelines'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { AccountConfig } from '#distribution/account_config'

export interface LeadField extends Pick<Field, 'key' | 'label' | 'type' | 'required'> {
  options: string[] | null
  encrypted: boolean
  /** Normal form; null where there is none, and where it is hidden. */
  value: unknown
  /** What came in, where that differs; hidden like the value. */
  raw: unknown
  /** There is a value, which is shown to who asks for it by name. */
  hidden: boolean
  /** The entity has no such field any more. */
  gone: boolean
}

/** What a lead is, for its page. Encrypted values are not in it: they are shown one by one, and that is written down. */
export async function leadFacts(config: AccountConfig, row: Row) {
  const entity = config.entities.get(row.entity_id as string) ?? null
  const [original, copies] = await Promise.all([
    row.duplicate_of ? relatedLeads(row, 'id in (??)', [row.duplicate_of as string]) : [],
    relatedLeads(row, 'duplicate_of = ?', row.id as string),
  ])
  return {
    id: row.id as string,
    title: titleOf(row),
    entity: { key: entity?.key ?? '', name: entity?.name ?? '' },
    status: row.status as string,
    stage: row.stage as string | null,
    stages: entity?.stages ?? [],
    stage_names: stageNames(entity?.pipelines ?? []),
    assignee: row.assignee as string | null,
    tags: presentTags(config.tags, row),
    source: row.source as string | null,
    external_id: row.external_id as string | null,
    test: Boolean(row.test),
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
    erased_at: time(row.erased_at),
    consent: parsed(row.consent) as Record<string, unknown> | null,
    extra: (parsed(row.extra) ?? {}) as Record<string, unknown>,
    duplicate_of: original[0] ?? null,
    duplicates: copies,
    merged_into: row.merged_into as string | null,
    merged: await mergedFacts(row),
    fields: entity ? fieldsOf(config, entity, row) : [],
  }
}

/** Where it went, and what came to it; merges that were undone are told by the trail alone. */
async function mergedFacts(row: Row) {
  const [account, id] = [row.account_id as string, row.id as string]
  const [away, others] = await Promise.all([
    row.merged_into ? mergesOf(account, id, 'from_id') : [],
    mergesOf(account, id, 'into_id'),
  ])
  const came = others.slice(0, MAX_RELATED)
  const ids = [...came.map(({ from }) => from), ...away.slice(0, 1).map(({ into }) => into)]
  const leads = ids.length ? await relatedLeads(row, 'id in (??)', ids) : []
  const related = (merge: Merge, other: string) => ({
    ...{ id: merge.id, at: time(merge.at), undo_until: time(undoableUntil(merge)) },
    lead: leads.find((lead) => lead.id === other) ?? null,
  })
  return {
    into: away[0] ? related(away[0], away[0].into) : null,
    from: came.map((merge) => related(merge, merge.from)),
  }
}

const MAX_RELATED = 20

/** Only leads of the same account are related, whatever an id says. */
async function relatedLeads(
  { account_id: account }: Row,
  which: 'id in (??)' | 'duplicate_of = ?',
  value: string | string[]
) {
  const most = which === 'id in (??)' ? '' : `limit ${MAX_RELATED}`
  const rows = await store.all(
    `select id, "values", status, created_at from leads where account_id = ? and ${which}
     order by id desc ${most}`,
    [account as string, value]
  )
  return rows.map((row) => ({
    id: row.id as string,
    title: titleOf(row),
    status: row.status as string,
    created_at: time(row.created_at),
  }))
}

const titleOf = (row: Row): string =>
  leadTitle(JSON.parse(row.values as string) as Record<string, unknown>) ?? (row.id as string)

function fieldsOf(config: AccountConfig, entity: Entity, row: Row): LeadField[] {
  const values = openValues(config.key, entity, row.values as string)
  const raw = row.raw ? openValues(config.key, entity, row.raw as string) : {}
  const known = entity.fields.map(({ key, label, type, required, options, encrypted }) => {
    const value = shown(values[key])
    const hidden = encrypted && value !== null
    const came = hidden ? null : shown(raw[key])
    return {
      ...{ key, label, type, required, options, encrypted, hidden, gone: false },
      value: hidden ? null : value,
      raw: came,
    }
  })
  const keys = new Set(entity.fields.map(({ key }) => key))
  const others = Object.keys(values).filter((key) => !keys.has(key))
  // What was encrypted once may not be told from what was not: a field that is gone is hidden, too.
  const gone = others.map((key): LeadField => ({
    ...{ key, label: key, type: 'text', required: false, options: null, encrypted: true },
    ...{ value: null, raw: null, hidden: true, gone: true },
  }))
  return [...known, ...gone]
}

/** Where a stored file lies is nobody's business. */
function shown(value: unknown): unknown {
  if (value === undefined || value === null) return null
  if (typeof value !== 'object' || !('sha256' in value)) return value
  const file: Record<string, unknown> = { ...value }
  delete file.path
  return file
}

export const time = (ms: unknown): string | null =>
  ms === null || ms === undefined ? null : new Date(Number(ms)).toISOString()
const parsed = (text: unknown) => (text ? (JSON.parse(text as string) as unknown) : null)
