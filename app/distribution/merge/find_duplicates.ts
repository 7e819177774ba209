import { duplicateKeys } from '#entities/duplicate_keys'
import { leadTitle } from '#entities/lead_title'
import { openValues } from '#entities/seal_values'
import type { Entity } from '#entities/types'
import type { Condition } from '#sdk/rule'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { AccountConfig } from '#distribution/account_config'
import { compileSearch } from '#distribution/lead_search/compile_search'
import { findPage } from '#distribution/lead_search/find_page'
import { TERM_COLUMNS } from '#distribution/lead_search/lead_terms'

export interface FoundDuplicate {
  id: string
  title: string
  status: string
  stage: string | null
  created_at: string
  /** Fields it has in common, and `duplicate` where it was stored as one. */
  same: string[]
}

export const MOST_FOUND = 20
/** It is asked for with every page of a lead. */
const BUDGET_MS = 80

/**
 * Leads that seem to be the same person's: of the same entity, with the same value in a field that identifies (its
 * duplicate keys, e-mail addresses and numbers, encrypted ones by their blind index), or stored as a duplicate. The newest
 * first; nothing of a lead that is erased or merged away.
 */
export async function findDuplicates(config: AccountConfig, row: Row): Promise<FoundDuplicate[]> {
  const entity = config.entities.get(row.entity_id as string)
  if (!entity || row.erased_at || row.merged_into) return []
  const values = openValues(config.key, entity, row.values as string)
  const found = new Map<string, { row: Row; same: Set<string> }>()
  const add = (one: Row, same: string) => {
    if (one.id === row.id || one.erased_at || one.merged_into) return
    if (one.entity_id !== row.entity_id || Boolean(one.test) !== Boolean(row.test)) return
    const known = found.get(one.id as string) ?? { row: one, same: new Set() }
    found.set(one.id as string, { row: known.row, same: known.same.add(same) })
  }
  const [byKey, stored, byValue] = await Promise.all([
    withSameKey(config, entity, values),
    storedAsDuplicate(config, row),
    withSameValue(config, entity, values),
  ])
  for (const one of [...byKey, ...byValue]) add(one, '')
  for (const one of stored) add(one, 'duplicate')
  const newest = [...found.values()].sort((a, b) =>
    (a.row.id as string) < (b.row.id as string) ? 1 : -1
  )
  return newest.slice(0, MOST_FOUND).map(({ row: one, same }) => ({
    id: one.id as string,
    title: titleOf(one),
    status: one.status as string,
    stage: one.stage as string | null,
    created_at: new Date(Number(one.created_at)).toISOString(),
    same: [
      ...sharedFields(entity, values, openValues(config.key, entity, one.values as string)),
      ...(same.has('duplicate') ? ['duplicate'] : []),
    ],
  }))
}

export const titleOf = (row: Row): string =>
  leadTitle(JSON.parse(row.values as string) as Record<string, unknown>) ?? (row.id as string)

type Values = Readonly<Record<string, unknown>>
const COLUMNS = `${TERM_COLUMNS}, duplicate_of, erased_at`

/** Fields that say who somebody is. */
const identifying = ({ fields, duplicate }: Entity) =>
  fields.filter(
    ({ key, type }) => type === 'email' || type === 'phone' || duplicate?.keys.includes(key)
  )

const sharedFields = (entity: Entity, mine: Values, theirs: Values): string[] =>
  identifying(entity)
    .filter(({ key }) => isSaid(mine[key]) && folded(mine[key]) === folded(theirs[key]))
    .map(({ key }) => key)

const isSaid = (value: unknown) => value !== undefined && value !== null && value !== ''
const folded = (value: unknown) =>
  typeof value === 'string' ? value.trim().toLowerCase() : JSON.stringify(value)

/** The lead that had a key first, which may be no more than one for each key. */
async function withSameKey(config: AccountConfig, entity: Entity, values: Values): Promise<Row[]> {
  const keys = duplicateKeys(config.key, entity, values).map(({ id }) => id)
  if (keys.length === 0) return []
  return store.all(
    `select ${COLUMNS} from leads where account_id = ?
       and id in (select lead_id from lead_keys where id in (??) and lead_id is not null)`,
    [config.account.id, keys]
  )
}

async function storedAsDuplicate(config: AccountConfig, row: Row): Promise<Row[]> {
  const first = (row.duplicate_of as string | null) ?? (row.id as string)
  const { id } = config.account
  const [original, copies] = await Promise.all([
    store.all(`select ${COLUMNS} from leads where account_id = ? and id = ?`, [id, first]),
    store.all(
      `select ${COLUMNS} from leads where account_id = ? and duplicate_of = ?
       order by id desc limit ${MOST_FOUND + 1}`,
      [id, first]
    ),
  ])
  return [...original, ...copies]
}

/** As the index of leads answers it: a few looks, however many leads there are. */
async function withSameValue(config: AccountConfig, entity: Entity, values: Values) {
  const any = identifying(entity).flatMap(({ key }): Condition[] => {
    const value = values[key]
    return typeof value === 'string' && value !== ''
      ? [{ field: key, operator: 'equals', value }]
      : []
  })
  if (any.length === 0) return []
  const search = compileSearch({ entity, rule: { any } }, config.key, Date.now())
  if (!search.ok) return []
  const page = await findPage(config.account.id, search.value, {
    ...({ order: 'newest', after: null } as const),
    ...{ limit: MOST_FOUND * 2, columns: COLUMNS, budgetMs: BUDGET_MS },
  })
  return page.rows
}
