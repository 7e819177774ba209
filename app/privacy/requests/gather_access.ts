import db from '@adonisjs/lucid/services/db'
import { mailsOfLead } from '#crm/lead_mails/mail_rows'
import { consentsOfLead } from '#intake/consent/read_consents'
import { openValues } from '#entities/seal_values'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import { presentLead } from '#distribution/present'

/** A file that goes along: where it lies, and under which name it is put. */
export interface AccessFile {
  path: string
  name: string
}

const time = (ms: unknown) =>
  ms === null || ms === undefined ? null : new Date(Number(ms)).toISOString()

/**
 * Everything that is kept of one lead, as its person may have it: what they gave, what became of it, who received it and
 * what was said about it. Prices, rules and scores are the account's, not theirs (Art. 15(4) GDPR).
 */
export async function gatherLead(accountId: string, id: string, files: AccessFile[]) {
  const config = await accountConfig(accountId)
  const [lead, row] = await Promise.all([
    presentLead(accountId, id),
    store.first('select * from leads where id = ? and account_id = ?', [id, accountId]),
  ])
  if (!lead || !row) return null
  const entity = config.entities.get(row.entity_id as string)
  const open = (text: unknown) =>
    entity && text ? openValues(config.key, entity, text as string) : null
  const revisions = await store.all(
    'select revision, "values", replaced_at from lead_revisions where lead_id = ? order by revision',
    [id]
  )
  const all = [lead.values as Record<string, unknown>, ...revisions.map((one) => open(one.values))]
  for (const values of all) takeFiles(id, values, files)
  return {
    id,
    kind: entity?.name ?? null,
    received_at: lead.created_at,
    changed_at: lead.updated_at,
    source: lead.source,
    external_id: lead.external_id,
    status: lead.status,
    stage: lead.stage,
    tags: (lead.tags as { name: string }[]).map(({ name }) => name),
    values: lead.values,
    as_it_came: open(row.raw),
    beside: lead.extra,
    consent: lead.consent,
    consents: await agreedOf(accountId, id),
    earlier_values: revisions.map((one) => ({
      ...{ until: time(one.replaced_at), values: open(one.values) },
    })),
    deliveries: deliveriesOf(config, lead),
    requests_for_bids: await bidsOf(config, id),
    returns: await returnsOf(config, id, files),
    mails: [...(await mailsOf(accountId, lead)), ...(await writtenTo(config, id))],
    notes: await notesOf(accountId, id),
    tasks: await tasksOf(accountId, id),
    events: await eventsOf(config, id),
  }
}

/** Who of the team wrote it down is no matter of theirs. */
async function agreedOf(accountId: string, leadId: string) {
  const consents = await consentsOfLead(accountId, leadId)
  return consents.map(({ id: _id, lead: _lead, withdrawn_by: _by, ...one }) => one)
}

function takeFiles(lead: string, values: Record<string, unknown> | null, files: AccessFile[]) {
  for (const value of Object.values(values ?? {})) {
    const { path, name } = (value ?? {}) as { path?: string; name?: string }
    if (path && !files.some((one) => one.path === path))
      files.push({ path, name: `files/${lead}/${files.length + 1}-${safeName(name ?? 'file')}` })
  }
}

/** A name inside an archive leads nowhere else. */
const safeName = (name: string) =>
  name
    .replace(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^\.+/, '_')
    .slice(-120)

interface Sent {
  deliveries: {
    [name: string]: unknown
    id: string
    partner: string | null
    attempts: { [name: string]: unknown }[]
  }[]
}

function deliveriesOf(config: AccountConfig, lead: { [name: string]: unknown }) {
  return (lead.distributions as Sent[]).flatMap(({ deliveries }) =>
    deliveries.map((one) => ({
      id: one.id,
      recipient: config.partnersByKey.get(one.partner ?? '')?.name ?? one.partner,
      channel: one.channel,
      at: one.created_at,
      status: one.status,
      reason: one.reason,
      reference: one.reference,
      attempts: one.attempts.map(({ number, started_at: at, request, response, error }) => ({
        ...{ number, at, request, response, error },
      })),
    }))
  )
}

async function bidsOf(config: AccountConfig, leadId: string) {
  const rows = await store.all('select * from pings where lead_id = ? order by id', [leadId])
  return rows.map((row) => ({
    recipient: config.partners.get(row.partner_id as string)?.name ?? null,
    ...{ at: time(row.asked_at), reason: row.reason, reference: row.reference },
    request: row.request && JSON.parse(row.request as string),
    response: row.response && JSON.parse(row.response as string),
  }))
}

async function returnsOf(config: AccountConfig, leadId: string, files: AccessFile[]) {
  const rows = await store.all('select * from returns where lead_id = ? order by id', [leadId])
  return Promise.all(
    rows.map(async (row) => {
      const evidence = await store.all(
        'select name, path from return_files where return_id = ? and path is not null order by id',
        [row.id]
      )
      for (const { name, path } of evidence)
        files.push({
          path: path as string,
          name: `files/${leadId}/${files.length + 1}-${safeName(name as string)}`,
        })
      return {
        ...{ recipient: config.partners.get(row.partner_id as string)?.name ?? null },
        ...{ at: time(row.created_at), status: row.status, reason: row.reason, note: row.note },
        decision: row.decision_reason,
        files: evidence.map(({ name }) => name),
      }
    })
  )
}

async function mailsOf(accountId: string, lead: { [name: string]: unknown }) {
  const ids = (lead.distributions as Sent[]).flatMap(({ deliveries }) =>
    deliveries.map(({ id }) => `mail_${id.replace(/^[a-z]+_/, '')}`)
  )
  const rows: Row[] = await db.from('mails').where('account_id', accountId).whereIn('id', ids)
  return rows.map(({ to, subject, text, created_at: at }) => ({
    ...{ at: time(at), to, subject, text },
  }))
}

/** Who of the team wrote them is no matter of theirs. */
async function notesOf(accountId: string, leadId: string) {
  const rows = await store.all(
    `select created_at, edited_at, text from notes
     where account_id = ? and lead_id = ? and deleted_at is null order by id`,
    [accountId, leadId]
  )
  return rows.map((row) => ({
    ...{ at: time(row.created_at), changed_at: time(row.edited_at), text: row.text },
  }))
}

async function tasksOf(accountId: string, leadId: string) {
  const rows = await store.all(
    'select created_at, due_at, done_at, title from tasks where account_id = ? and lead_id = ? order by id',
    [accountId, leadId]
  )
  return rows.map((row) => ({
    ...{ at: time(row.created_at), due_at: time(row.due_at), done_at: time(row.done_at) },
    what: row.title,
  }))
}

/** What somebody wrote to them; who did is no matter of theirs. */
async function writtenTo(config: AccountConfig, leadId: string) {
  const mails = await mailsOfLead(config.account.id, leadId, config.key)
  return mails.map(({ to, subject, text, createdAt }) => ({
    ...{ at: time(createdAt), to, subject, text },
  }))
}

async function eventsOf(config: AccountConfig, leadId: string) {
  const rows = await store.all(
    'select at, type, partner_id from events where lead_id = ? order by id',
    [leadId]
  )
  return rows.map((row) => ({
    ...{ at: time(row.at), what: row.type },
    recipient: config.partners.get(row.partner_id as string)?.name ?? null,
  }))
}
