import { setTimeout as pause } from 'node:timers/promises'
import { accountKey } from '#entities/account_keys'
import type { AccountKey } from '#entities/field_crypto'
import { loadEntityById } from '#entities/repository'
import { openValues } from '#entities/seal_values'
import type { Entity } from '#entities/types'
import { replaceValues, valueLocks } from '#intake/replace_values'
import { newId } from '#shared/ids'
import { type Result, fail, ok } from '#shared/result'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Lock, Locked, Row, Work, Write } from '#store/types'
import { moveBelongings } from '#crm/merge/belongings'
import { chooseValues } from '#crm/merge/choose_values'
import { toMerge } from '#crm/merge/merge_rows'
import type { Merge, MergeProblem, MergeWish, UndoFacts } from '#crm/merge/types'

const MOST_TRIES = 20
const AGAIN_MS = 25

type Outcome = Result<Merge[], MergeProblem> | 'again'

/**
 * Makes leads of the same person one: the survivor takes over the values that were chosen, and what people wrote and
 * planned; the others keep their values, sales and deliveries, and say where they went. All of them are held meanwhile. What
 * was booked stays with the lead it was booked for.
 */
export async function mergeLeads(
  accountId: string,
  wish: MergeWish,
  actor: string | null
): Promise<Result<Merge[], MergeProblem>> {
  for (let tries = 1; ; tries++) {
    const found = await gather(accountId, wish)
    if (!found.ok) return found
    const outcome = await store.submit(merging(accountId, wish, found.value, actor))
    if (outcome === 'again') {
      if (tries === MOST_TRIES) return fail({ type: 'busy' })
      await pause(AGAIN_MS)
      continue
    }
    if (outcome.ok) for (const merge of outcome.value) await moveBelongings(accountId, merge)
    return outcome
  }
}

/** What is read of the leads before they are held: a lead that changed since is read again. */
interface Found {
  entity: Entity
  key: AccountKey
  leads: Map<string, Row>
  runs: Row[]
  keys: Row[]
}

async function gather(
  accountId: string,
  { into, from, values }: MergeWish
): Promise<Result<Found, MergeProblem>> {
  const ids = [into, ...from]
  const rows = await store.all('select * from leads where account_id = ? and id in (??)', [
    accountId,
    ids,
  ])
  const leads = new Map(rows.map((row) => [row.id as string, row]))
  const twice = from.length === 0 || new Set(ids).size < ids.length
  if (leads.has(into) && twice) return fail({ type: 'itself' })
  const missing = ids.find((id) => !leads.has(id))
  if (missing !== undefined) return fail({ type: 'not_found', lead: missing })
  const survivor = leads.get(into)!
  const entity = await loadEntityById(accountId, survivor.entity_id as string)
  if (!entity) return fail({ type: 'not_found', lead: into })
  for (const id of from) {
    const { entity_id: other, test } = leads.get(id)!
    if (other !== survivor.entity_id) return fail({ type: 'other_entity', lead: id })
    if (Boolean(test) !== Boolean(survivor.test)) return fail({ type: 'test_and_real', lead: id })
  }
  for (const [field, lead] of Object.entries(values)) {
    if (!entity.fields.some(({ key }) => key === field))
      return fail({ type: 'unknown_field', field })
    if (!ids.includes(lead)) return fail({ type: 'unknown_lead', field, lead })
  }
  const [key, runs, keys] = await Promise.all([
    accountKey(accountId),
    store.all('select id, lead_id from distributions where lead_id in (??)', [ids]),
    store.all('select id, lead_id from lead_keys where account_id = ? and lead_id in (??)', [
      accountId,
      [...from],
    ]),
  ])
  return ok({ entity, key, leads, runs, keys })
}

function merging(
  accountId: string,
  wish: MergeWish,
  found: Found,
  actor: string | null
): Work<Outcome> {
  const { into, from } = wish
  const ids = [into, ...from]
  const held = (table: Lock['table'], rows: Row[]) =>
    rows.map(({ id }): Lock => ({ table, value: id as string }))
  return {
    locks: [
      ...held('distributions', found.runs),
      ...held('lead_keys', found.keys),
      ...from.map((value): Lock => ({ table: 'leads', value })),
      ...valueLocks(accountId, found.entity, into),
    ],
    decide(locked) {
      const rows = new Map(ids.map((id) => [id, locked.get('leads', id)!]))
      const refused = whyNot(ids, rows, found, locked)
      if (refused) return { result: refused, writes: [] }
      return joined(accountId, wish, found, rows, locked, actor)
    },
  }
}

const OPEN = ['queued', 'running']

function whyNot(
  ids: readonly string[],
  rows: ReadonlyMap<string, Row>,
  { leads, runs }: Found,
  locked: Locked
): Outcome | null {
  for (const id of ids) {
    const row = rows.get(id)!
    if (row.erased_at) return fail({ type: 'erased', lead: id })
    if (row.merged_into) return fail({ type: 'merged', lead: id })
  }
  for (const { id, lead_id: lead } of runs)
    if (OPEN.includes(locked.get('distributions', id as string)?.status as string))
      return fail({ type: 'distributing', lead: lead as string })
  // A run that began since it was read has touched its lead.
  const stale = ids.some(
    (id) => Number(rows.get(id)!.updated_at) !== Number(leads.get(id)!.updated_at)
  )
  if (stale) return 'again'
  const busy = ids.find((id) => rows.get(id)!.status === 'distributing')
  return busy === undefined ? null : fail({ type: 'distributing', lead: busy })
}

function joined(
  accountId: string,
  { into, from, values: choice }: MergeWish,
  { entity, key, keys }: Found,
  rows: ReadonlyMap<string, Row>,
  locked: Locked,
  actor: string | null
): { result: Outcome; writes: Write[] } {
  // Later than any look at them, so that whoever looked sees that they changed.
  const at = Math.max(Date.now(), ...[...rows.values()].map((row) => Number(row.updated_at) + 1))
  const of = new Map(
    [...rows].map(([id, row]) => [id, openValues(key, entity, row.values as string)])
  )
  const fields = entity.fields.map((field) => field.key)
  const { values, kept } = chooseValues(fields, { into, from, values: choice }, of)
  const row = rows.get(into)!
  const replaced = replaceValues(locked, { key, entity, row, at }, values)
  const { changed, revision } = replaced
  const writes: Write[] = [
    { update: 'leads', id: into, set: { updated_at: at, ...replaced.set } },
    ...replaced.writes,
  ]
  const survivor = { accountId, leadId: into }
  if (changed.length)
    writes.push(event('lead.updated', survivor, { fields: changed, revision }, at, actor))
  let tags = tagsOf(row)
  const merges = from.map((id) => {
    const other = rows.get(id)!
    const added = tagsOf(other).filter((tag) => !tags.includes(tag))
    tags = [...tags, ...added]
    const own = keys.filter((one) => one.lead_id === id).map((one) => one.id as string)
    const undo: UndoFacts = {
      stage: other.stage as string | null,
      stageSince: other.stage_since as number | null,
      keys: own,
      tags: added,
    }
    const merge: Row = {
      ...{ id: newId('mrg', at), account_id: accountId, into_id: into, from_id: id },
      kept: JSON.stringify(
        Object.fromEntries(Object.entries(kept).filter(([, lead]) => lead === id))
      ),
      revision: changed.length ? revision - 1 : null,
      ...{ undo: JSON.stringify(undo), moved: null, actor, at, undone_at: null, undone_by: null },
    }
    // It stands in no stage any more.
    const gone = { stage: null, stage_since: null, merged_into: into, updated_at: at }
    writes.push(
      { update: 'leads', id, set: gone },
      ...own.map((one): Write => ({ update: 'lead_keys', id: one, set: { lead_id: into } })),
      { insert: 'lead_merges', row: merge },
      event('lead.merged', survivor, { from: id, merge: merge.id }, at, actor),
      event('lead.merged', { accountId, leadId: id }, { into, merge: merge.id }, at, actor)
    )
    return toMerge(merge)
  })
  if (tags.length) writes.push({ update: 'leads', id: into, set: { tags: JSON.stringify(tags) } })
  return { result: ok(merges), writes }
}

const tagsOf = (row: Row): string[] =>
  row.tags ? (JSON.parse(row.tags as string) as string[]) : []
