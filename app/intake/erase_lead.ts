import db from '@adonisjs/lucid/services/db'
import { accountKey } from '#entities/account_keys'
import { loadEntityById } from '#entities/repository'
import { openValues } from '#entities/seal_values'
import { removeFiles } from '#entities/store_files'
import { type Veil, veilOf } from '#entities/veil_values'
import { forgetAnswers } from '#intake/idempotency_keys'
import { clearBlock, findBlock } from '#intake/lead_blocks'
import { event } from '#store/audit_event'
import { attemptIds } from '#store/row_ids'
import { store } from '#store/store'
import type { Lock, Row, Work, Write } from '#store/types'

const BUSY_MS = 5_000
const LOOK_MS = 100

/**
 * Erases a person: values and files, what came with them, match keys, blind indexes, kept mails and answers, logged
 * requests and answers go, and their name in what partners wrote; sales, postings and the trail stay, which name no
 * value. `busy` while a worker is distributing the lead this very moment. What is still to be retried afterwards is not
 * sent any more. Erasing again is no error.
 */
export async function eraseLead(
  accountId: string,
  leadId: string,
  actor: string | null
): Promise<'erased' | 'not_found' | 'busy'> {
  let before: Veil = (text) => text
  for (const until = Date.now() + BUSY_MS; ;) {
    const found = await gather(accountId, leadId)
    if (!found) return 'not_found'
    // A later look finds no values any more, so it takes the earlier one's veil along.
    const [first, second] = [before, found.veil]
    before = found.veil = (text) => second(first(text))
    const result = await store.submit(eraseRows(found, actor, Date.now()))
    if (result === 'busy') {
      if (Date.now() >= until) return 'busy'
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
      continue
    }
    await eraseBeside(found)
    // What began between the look and the locks is found by a second look; after it nothing begins any more.
    if (result === 'erased_before') return 'erased'
  }
}

/** Everything that is kept of a lead, read before it is held. */
interface Found {
  accountId: string
  leadId: string
  keys: Row[]
  index: Row[]
  revisions: Row[]
  attempts: Row[]
  pings: Row[]
  /** Requests to give the lead back, and what came with them as evidence. */
  returns: Row[]
  evidence: Row[]
  runs: Row[]
  deliveries: Row[]
  files: string[]
  /** Block of the search index that holds its words. */
  block: string | null
  veil: Veil
}

async function gather(accountId: string, leadId: string): Promise<Found | null> {
  const lead = await store.first('select * from leads where id = ? and account_id = ?', [
    leadId,
    accountId,
  ])
  if (!lead) return null
  const ofLead = (columns: string, table: string) =>
    store.all(`select ${columns} from ${table} where lead_id = ?`, [leadId])
  const [keys, index, revisions, runs, deliveries, pings, returns, evidence, entity, key, block] =
    await Promise.all([
      ofLead('id', 'lead_keys'),
      ofLead('id', 'lead_index'),
      ofLead('id, "values"', 'lead_revisions'),
      ofLead('id', 'distributions'),
      ofLead('id, attempts', 'deliveries'),
      ofLead('id, reason, reference', 'pings'),
      ofLead('id, decision_reason', 'returns'),
      store.all(
        'select id, path from return_files where return_id in (select id from returns where lead_id = ?)',
        [leadId]
      ),
      loadEntityById(accountId, lead.entity_id as string),
      accountKey(accountId),
      findBlock(accountId, leadId),
    ])
  const attempts = await store.all('select id, error from attempts where id in (??)', [
    attemptIds(deliveries),
  ])
  const values = entity
    ? [lead, ...revisions].map((row) => openValues(key, entity, row.values as string))
    : []
  const files = values
    .flatMap((one) => Object.values(one))
    .map((value) => (value as { path?: unknown } | null)?.path)
    .concat(evidence.map(({ path }) => path))
    .filter((path) => typeof path === 'string')
  return {
    accountId,
    leadId,
    keys,
    index,
    revisions,
    attempts,
    pings,
    returns,
    evidence,
    runs,
    deliveries,
    files: [...new Set(files)],
    block,
    veil: entity ? veilOf(entity, () => values) : (text) => text,
  }
}

function eraseRows(
  found: Found,
  actor: string | null,
  at: number
): Work<'erased' | 'erased_before' | 'busy'> {
  const { accountId, leadId, veil } = found
  const held = (table: Lock['table'], rows: Row[]) =>
    rows.map((row): Lock => ({ table, value: row.id as string }))
  return {
    locks: [
      ...held('distributions', found.runs),
      ...held('deliveries', found.deliveries),
      { table: 'leads', value: leadId },
      ...(found.block ? held('lead_blocks', [{ id: found.block }]) : []),
    ],
    decide(locked) {
      const lead = locked.get('leads', leadId)!
      if (found.runs.some((row) => locked.get('distributions', row.id as string)?.owner))
        return { result: 'busy', writes: [] }
      const told = found.deliveries.map(({ id }): Write => {
        const row = locked.get('deliveries', id as string)!
        const { reason, reference, cancel_reason: why, ping_reference: ping } = row
        const set = {
          reason: veil(reason as string | null),
          reference: veil(reference as string | null),
          cancel_reason: veil(why as string | null),
          ping_reference: veil(ping as string | null),
        }
        return { update: 'deliveries', id: id as string, set }
      })
      const ways = found.runs.map(({ id }): Write => {
        const { path, state } = locked.get('distributions', id as string)!
        const set = {
          path: withoutValues(path as string, veil),
          state: withoutSealed(state as string),
        }
        return { update: 'distributions', id: id as string, set }
      })
      const indexed = found.block ? clearBlock(found.block, locked) : []
      const writes = [...told, ...ways, ...clearedRows(found), ...indexed]
      if (lead.erased_at) return { result: 'erased_before', writes }
      const set = {
        values: '{}',
        raw: null,
        extra: '{}',
        consent: null,
        external_id: null,
        erased_at: at,
        updated_at: at,
      }
      writes.push(
        { update: 'leads', id: leadId, set },
        event('lead.erased', { accountId, leadId }, {}, at, actor)
      )
      return { result: 'erased', writes }
    },
  }
}

function clearedRows(found: Found): Write[] {
  const { keys, index, revisions, attempts, pings, returns, evidence, veil } = found
  const clear = (update: Lock['table'], rows: Row[], set: (row: Row) => Row) =>
    rows.map((row): Write => ({ update, id: row.id as string, set: set(row) }))
  return [
    ...clear('lead_keys', keys, () => ({ lead_id: null, seen_at: 0 })),
    ...clear('lead_index', index, () => ({ hash: '' })),
    ...clear('lead_revisions', revisions, () => ({ values: '{}' })),
    ...clear('attempts', attempts, ({ error }) => ({
      request: null,
      response: null,
      error: veil(error as string | null),
    })),
    ...clear('pings', pings, ({ reason, reference }) => ({
      request: null,
      response: null,
      reason: veil(reason as string | null),
      reference: veil(reference as string | null),
    })),
    ...clear('returns', returns, ({ decision_reason: why }) => ({
      note: null,
      decision_reason: veil(why as string | null),
    })),
    ...clear('return_files', evidence, () => ({ name: '', path: null })),
  ]
}

/** What is kept outside the rows of the lead. Done again by every erasure, so a crash in between loses nothing. */
async function eraseBeside({ accountId, leadId, deliveries, files }: Found) {
  // A kept mail has the id of its delivery behind its own prefix.
  const mails = deliveries.map(({ id }) => `mail_${(id as string).replace(/^[a-z]+_/, '')}`)
  await db.from('mails').where('account_id', accountId).whereIn('id', mails).delete()
  await forgetAnswers(accountId, leadId)
  await removeFiles(files)
}

/** The way a lead took stays; what its conditions saw does not. */
function withoutValues(path: string, veil: Veil): string {
  const steps = JSON.parse(path) as {
    detail?: { conditions?: { actual?: unknown }[]; bids?: { reason: string | null }[] }
  }[]
  for (const step of steps) {
    for (const condition of step.detail?.conditions ?? []) condition.actual = null
    for (const bid of step.detail?.bids ?? []) bid.reason = veil(bid.reason)
  }
  return JSON.stringify(steps)
}

/** Where the run stands stays; the values transforms made of the lead's do not. */
function withoutSealed(text: string): string {
  const state = JSON.parse(text) as { offer?: { bids?: { of: Record<string, Row> } } | null }
  for (const bid of Object.values(state.offer?.bids?.of ?? {})) bid.reason = bid.reference = null
  return JSON.stringify({ ...state, values: null })
}
