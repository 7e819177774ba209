import { acceptChanges } from '#entities/accept_lead'
import { duplicateKeys } from '#entities/duplicate_keys'
import { blindIndex } from '#entities/field_crypto'
import { leadTitle } from '#entities/lead_title'
import type { Entity } from '#entities/types'
import { store } from '#store/store'
import type { Row } from '#store/types'
import type { AccountConfig } from '#distribution/account_config'
import { compileSearch } from '#distribution/lead_search/compile_search'
import { mergedApart } from '#distribution/lead_search/merged_apart'
import { TERM_COLUMNS } from '#distribution/lead_search/lead_terms'
import { findPage } from '#distribution/lead_search/find_page'

export interface FoundLead {
  id: string
  title: string | null
  entity: string
  status: string
}

/** This answers while somebody types. */
const BUDGET_MS = 150

/**
 * Leads that go by a text: by a value that identifies them (whatever its spelling, also where it is encrypted), else by
 * id, external id or the beginnings of their words.
 */
export async function searchLeads(
  config: AccountConfig,
  text: string,
  limit: number
): Promise<FoundLead[]> {
  const found = new Map<string, Row>()
  for (const rows of [await byIdentity(config, text, limit), await byWords(config, text, limit)])
    for (const row of rows) found.set(row.id as string, row)
  return [...found.values()].slice(0, limit).map((row) => ({
    id: row.id as string,
    title: leadTitle(JSON.parse(row.values as string) as Record<string, unknown>),
    entity: config.entities.get(row.entity_id as string)?.name ?? '',
    status: row.status as string,
  }))
}

async function byIdentity(config: AccountConfig, text: string, limit: number): Promise<Row[]> {
  const { keys, hashes } = identifying(config, text)
  const { id } = config.account
  const { limitedTo } = config
  const find = (condition: string, params: (string | string[])[]) =>
    store.all(
      `select ${TERM_COLUMNS} from leads where account_id = ? and merged_into is null and ${condition} ${limitedTo ? 'and entity_id in (??)' : ''}
       order by id desc limit ${limit}`,
      [id, ...params, ...(limitedTo ? [[...limitedTo]] : [])]
    )
  const [byKey, byHash] = await Promise.all([
    keys.length ? find('id in (select lead_id from lead_keys where id in (??))', [keys]) : [],
    hashes.length
      ? find('id in (select lead_id from lead_index where account_id = ? and hash in (??))', [
          id,
          hashes,
        ])
      : [],
  ])
  return [...byKey, ...byHash]
}

async function byWords(config: AccountConfig, text: string, limit: number): Promise<Row[]> {
  const apart = await mergedApart(config.account.id)
  const criteria = { text, entityIds: config.limitedTo, ...apart }
  const search = compileSearch(criteria, config.key, Date.now())
  if (!search.ok || search.value.plain) return []
  const page = await findPage(config.account.id, search.value, {
    order: 'newest',
    after: null,
    limit,
    columns: TERM_COLUMNS,
    budgetMs: BUDGET_MS,
  })
  return page.rows
}

/** Match keys and blind indexes that a lead would have whose e-mail, phone or name is the text. */
function identifying({ account, key, entities }: AccountConfig, text: string) {
  const keys: string[] = []
  const hashes: string[] = []
  for (const entity of entities.values())
    for (const field of searchable(entity)) {
      const read = acceptChanges({ [field.key]: text }, entity, 0, account)
      const value = read.ok ? read.value.values[field.key] : undefined
      if (value === undefined) continue
      keys.push(...duplicateKeys(key, entity, { [field.key]: value }).map(({ id }) => id))
      if (field.encrypted) hashes.push(blindIndex(key, entity.id, field.key, value))
    }
  return { keys, hashes }
}

const searchable = ({ fields, duplicate }: Entity) =>
  fields.filter(
    ({ key, type, encrypted }) =>
      ['email', 'phone', 'text'].includes(type) && (encrypted || duplicate?.keys.includes(key))
  )
