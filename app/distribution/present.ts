import { openValues } from '#entities/seal_values'
import { formatAmount, money } from '#shared/money'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import { presentEvaluations } from '#distribution/present_evaluations'

/*
 * Rows as the public interface shows them (section 2.1). Each function takes the account first and gives null for what
 * the account does not own.
 */

const time = (ms: unknown) =>
  ms === null || ms === undefined ? null : new Date(Number(ms)).toISOString()
const parsed = (text: unknown) => (text ? (JSON.parse(text as string) as unknown) : null)

export interface PresentedLead {
  id: string
  entity: string
  status: string
  [key: string]: unknown
}

export async function presentLead(
  accountId: string,
  leadId: string
): Promise<PresentedLead | null> {
  const [row, ...found] = await Promise.all([
    store.first('select * from leads where id = ? and account_id = ?', [leadId, accountId]),
    ...rowsOf([leadId]),
  ])
  if (!row) return null
  const [lead] = await presentFound(accountId, [row], found)
  return lead
}

type Found = [distributions: Row[], deliveries: Row[], attempts: Row[]]

/** Everything below these leads, asked for at once: on a database far away the trips are what costs. */
const rowsOf = (leadIds: string[]) =>
  [
    store.all('select * from distributions where lead_id in (??) order by id', [leadIds]),
    store.all('select * from deliveries where lead_id in (??) order by id', [leadIds]),
    store.all(
      `select a.* from attempts a join deliveries d on d.id = a.delivery_id
       where d.lead_id in (??) order by a.number`,
      [leadIds]
    ),
  ] as const

/** Many leads with their distributions, in a handful of queries. */
export async function presentLeads(accountId: string, rows: Row[]): Promise<PresentedLead[]> {
  if (!rows.length) return []
  const found = await Promise.all(rowsOf(rows.map((row) => row.id as string)))
  return presentFound(accountId, rows, found)
}

async function presentFound(
  accountId: string,
  rows: Row[],
  [distributions, deliveries, attempts]: Found
): Promise<PresentedLead[]> {
  const config = await accountConfig(accountId)
  const leads = new Map(rows.map((row) => [row.id as string, row]))
  const presented = await presentAll(config, distributions, leads, deliveries, attempts)
  return rows.map((row) => {
    const entity = config.entities.get(row.entity_id as string)
    return {
      id: row.id as string,
      entity: entity?.key ?? '',
      status: row.status as string,
      stage: row.stage,
      assignee: row.assignee,
      source: row.source,
      external_id: row.external_id,
      values: entity ? openValues(config.key, entity, row.values as string) : {},
      extra: parsed(row.extra),
      consent: parsed(row.consent),
      duplicate_of: row.duplicate_of,
      test: Boolean(row.test),
      created_at: time(row.created_at),
      updated_at: time(row.updated_at),
      erased_at: time(row.erased_at),
      distributions: presented.filter((one) => one.lead_id === row.id),
    }
  })
}

export async function presentDistribution(accountId: string, id: string) {
  const row = await store.first('select * from distributions where id = ? and account_id = ?', [
    id,
    accountId,
  ])
  if (!row) return null
  const leadId = row.lead_id as string
  const [config, lead, [, deliveries, attempts]] = await Promise.all([
    accountConfig(accountId),
    store.first('select * from leads where id = ?', [leadId]),
    Promise.all(rowsOf([leadId])),
  ])
  const [presented] = await presentAll(
    config,
    [row],
    new Map([[leadId, lead!]]),
    deliveries,
    attempts
  )
  return presented
}

export async function presentDelivery(accountId: string, id: string) {
  const row = await store.first('select * from deliveries where id = ? and account_id = ?', [
    id,
    accountId,
  ])
  if (!row) return null
  const [presented] = await presentDeliveries(accountId, [row])
  return presented
}

export async function presentDeliveries(accountId: string, rows: Row[]) {
  if (!rows.length) return []
  const config = await accountConfig(accountId)
  const attempts = await store.all(
    'select * from attempts where delivery_id in (??) order by number',
    [rows.map((row) => row.id)]
  )
  return presentWithAttempts(config, rows, attempts)
}

function presentWithAttempts(config: AccountConfig, rows: Row[], attempts: Row[]) {
  const byDelivery = Map.groupBy(attempts, (attempt) => attempt.delivery_id)
  return rows.map((row) => delivery(config, row, byDelivery.get(row.id) ?? []))
}

async function presentAll(
  config: AccountConfig,
  rows: Row[],
  leads: Map<string, Row>,
  deliveryRows: Row[],
  attempts: Row[]
) {
  return Promise.all(
    rows.map(async (row) => {
      const mine = deliveryRows.filter((one) => one.distribution_id === row.id)
      return {
        id: row.id as string,
        profile: config.profiles.get(row.profile_id as string)?.profile.key ?? null,
        route_version: row.route_version === null ? null : Number(row.route_version),
        lead_id: row.lead_id as string,
        trigger: row.trigger as string,
        status: row.status as string,
        reason: row.reason as string | null,
        revenue: money(Number(row.revenue), row.currency as string),
        created_at: time(row.created_at),
        started_at: time(row.started_at),
        finished_at: time(row.finished_at),
        path: parsed(row.path) as unknown[],
        evaluations: await presentEvaluations(config, row, leads.get(row.lead_id as string)!, mine),
        deliveries: presentWithAttempts(config, mine, attempts),
      }
    })
  )
}

function delivery(config: AccountConfig, row: Row, attempts: Row[]) {
  return {
    id: row.id as string,
    lead_id: row.lead_id as string,
    distribution_id: row.distribution_id as string,
    profile: config.profiles.get(row.profile_id as string)?.profile.key ?? null,
    partner: config.partners.get(row.partner_id as string)?.key ?? null,
    assignment: row.assignment_key as string,
    channel: row.channel as string,
    price: {
      amount: formatAmount(Number(row.price), row.currency as string),
      currency: row.currency as string,
    },
    status: row.status as string,
    reason: row.reason as string | null,
    duplicate: Boolean(row.duplicate),
    reference: row.reference as string | null,
    test: Boolean(row.test),
    created_at: time(row.created_at),
    finished_at: time(row.finished_at),
    next_attempt_at: time(row.next_attempt_at),
    deadline_at: time(row.deadline_at),
    cancelled_at: time(row.cancelled_at),
    cancel_reason: row.cancel_reason as string | null,
    attempts: attempts.map((attempt) => ({
      number: Number(attempt.number),
      started_at: time(attempt.started_at),
      duration_ms: attempt.duration_ms === null ? null : Number(attempt.duration_ms),
      outcome: attempt.outcome as string | null,
      request: parsed(attempt.request),
      response: parsed(attempt.response),
      error: attempt.error as string | null,
    })),
  }
}
