import db from '@adonisjs/lucid/services/db'
import { accountKey } from '#entities/account_keys'
import { loadEntityById } from '#entities/repository'
import { openValues } from '#entities/seal_values'
import { removeFiles } from '#entities/store_files'
import { type Veil, veilOf } from '#entities/veil_values'
import { forgetAnswers } from '#intake/idempotency_keys'
import { clearedRows } from '#intake/cleared_rows'
import { emptySteps } from '#intake/empty_steps'
import { type Erased, eraseWithMerged } from '#intake/erase_with_merged'
import { type VeiledTexts, emptyTexts, veilTexts } from '#intake/consent/veil_texts'
import { withoutSealed, withoutValues } from '#intake/erased_ways'
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
 * value. `busy` while a worker is distributing the lead this very moment, `on_hold` while it is to be kept for a claim. What
 * is still to be retried afterwards is not sent any more. Erasing again is no error. Leads that were merged into it are the
 * same person's: they go before it.
 */
export const eraseLead = (
  accountId: string,
  leadId: string,
  actor: string | null,
  cause?: string
): Promise<Erased> =>
  eraseWithMerged(accountId, leadId, (id) => eraseOne(accountId, id, actor, cause))

async function eraseOne(
  accountId: string,
  leadId: string,
  actor: string | null,
  cause?: string
): Promise<Erased> {
  let before: Veil = (text) => text
  for (const until = Date.now() + BUSY_MS; ;) {
    const found = await gather(accountId, leadId)
    if (!found) return 'not_found'
    // A later look finds no values any more, so it takes the earlier one's veil along.
    const [first, second] = [before, found.veil]
    before = found.veil = (text) => second(first(text))
    const now = Date.now()
    found.texts = await veilTexts(accountId, found.consents, found.veil, now)
    found.emptied = await emptyTexts(leadId, found.texts)
    const result = await store.submit(eraseRows(found, actor, now, cause))
    if (result === 'busy') {
      if (Date.now() >= until) return 'busy'
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
      continue
    }
    if (result === 'on_hold') return 'on_hold'
    await eraseBeside(found)
    // What began between the look and the locks is found by a second look; after it nothing begins any more.
    if (result === 'erased_before') return 'erased'
  }
}

/** Everything that is kept of a lead, read before it is held. */
export interface Found {
  accountId: string
  leadId: string
  keys: Row[]
  index: Row[]
  revisions: Row[]
  attempts: Row[]
  pings: Row[]
  consents: Row[]
  texts: VeiledTexts
  emptied: Write[]
  /** Requests to give the lead back, and what came with them as evidence. */
  returns: Row[]
  evidence: Row[]
  runs: Row[]
  deliveries: Row[]
  files: string[]
  /** Mails somebody wrote to it. */
  mails: Row[]
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
  const [
    keys,
    index,
    revisions,
    runs,
    deliveries,
    pings,
    returns,
    evidence,
    entity,
    key,
    block,
    mails,
  ] = await Promise.all([
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
    ofLead('id', 'lead_mails'),
  ])
  const consents = await ofLead('id, reason, text_id', 'consents')
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
    consents,
    texts: new Map(),
    emptied: [],
    returns,
    evidence,
    runs,
    deliveries,
    files: [...new Set(files)],
    mails,
    block,
    veil: entity ? veilOf(entity, () => values) : (text) => text,
  }
}

function eraseRows(
  found: Found,
  actor: string | null,
  at: number,
  cause?: string
): Work<'erased' | 'erased_before' | 'busy' | 'on_hold'> {
  const { accountId, leadId, veil } = found
  const held = (table: Lock['table'], rows: Row[]) =>
    rows.map((row): Lock => ({ table, value: row.id as string }))
  return {
    locks: [
      ...held('distributions', found.runs),
      ...held('deliveries', found.deliveries),
      { table: 'leads', value: leadId },
      { table: 'lead_holds', value: leadId },
      ...(found.block ? held('lead_blocks', [{ id: found.block }]) : []),
    ],
    decide(locked) {
      const lead = locked.get('leads', leadId)!
      if (found.runs.some((row) => locked.get('distributions', row.id as string)?.owner))
        return { result: 'busy', writes: [] }
      if (!lead.erased_at && locked.get('lead_holds', leadId))
        return { result: 'on_hold', writes: [] }
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
        tags: null,
        erased_at: at,
        updated_at: at,
      }
      writes.push(
        { update: 'leads', id: leadId, set },
        event('lead.erased', { accountId, leadId }, cause === undefined ? {} : { cause }, at, actor)
      )
      return { result: 'erased', writes }
    },
  }
}

/** What is kept outside the rows of the lead. Done again by every erasure, so a crash in between loses nothing. */
async function eraseBeside({ accountId, leadId, deliveries, mails: written, files }: Found) {
  // A kept mail has the id of its delivery, or of what was written, behind its own prefix.
  const mails = [...deliveries, ...written].map(
    ({ id }) => `mail_${(id as string).replace(/^[a-z]+_/, '')}`
  )
  await db.from('mails').where('account_id', accountId).whereIn('id', mails).delete()
  await emptySteps(accountId, leadId)
  await forgetAnswers(accountId, leadId)
  await removeFiles(files)
}
