import { presentTags } from '#crm/tags/lead_tags'
import { openValues } from '#entities/seal_values'
import type { TierTrace } from '#routing/types'
import { formatAmount, money } from '#shared/money'
import { attemptIds } from '#store/row_ids'
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
  const [row, found] = await Promise.all([store.rowBy('leads', 'id', leadId), rowsOf([leadId])])
  if (row?.account_id !== accountId) return null
  const [lead] = await presentFound(accountId, [row], found)
  return lead
}

type Found = [distributions: Row[], deliveries: Row[], attempts: Row[], pings: Row[]]

/** Everything below these leads, side by side: on a database far away the trips are what costs. */
async function rowsOf(leadIds: string[]): Promise<Found> {
  const [[distributions, pings], [deliveries, attempts]] = await Promise.all([
    store
      .rowsBy('distributions', 'lead_id', leadIds)
      .then(async (rows) => [rows, await pingsOf(rows)] as const),
    store
      .rowsBy('deliveries', 'lead_id', leadIds)
      .then(async (rows) => [rows, await attemptsOf(rows)] as const),
  ])
  return [distributions, deliveries, attempts, pings]
}

/** Few runs ask for bids, and those say so. */
export async function pingsOf(runs: Row[]): Promise<Row[]> {
  const leads = runs.filter((row) => asksForBids(row)).map((row) => row.lead_id as string)
  return leads.length
    ? store.all('select * from pings where lead_id in (??) order by id', [leads])
    : []
}

const asksForBids = ({ state, path }: Row) =>
  /"(?:pings|bids)":/.test(state as string) || (path as string).includes('"bids":')

/** In the order of their numbers, as the ids are made. */
const attemptsOf = (deliveries: Row[]): Promise<Row[]> =>
  store.rowsBy('attempts', 'id', attemptIds(deliveries))

/** Many leads with their distributions, in a handful of queries. */
export async function presentLeads(accountId: string, rows: Row[]): Promise<PresentedLead[]> {
  if (!rows.length) return []
  return presentFound(accountId, rows, await rowsOf(rows.map((row) => row.id as string)))
}

async function presentFound(
  accountId: string,
  rows: Row[],
  [distributions, deliveries, attempts, pings]: Found
): Promise<PresentedLead[]> {
  const config = await accountConfig(accountId)
  const leads = new Map(rows.map((row) => [row.id as string, row]))
  const presented = await presentAll(config, distributions, leads, deliveries, attempts, pings)
  return rows.map((row) => {
    const entity = config.entities.get(row.entity_id as string)
    return {
      id: row.id as string,
      entity: entity?.key ?? '',
      status: row.status as string,
      stage: row.stage,
      stage_since: time(row.stage_since),
      assignee: row.assignee,
      tags: presentTags(config.tags, row),
      source: row.source,
      external_id: row.external_id,
      values: entity ? openValues(config.key, entity, row.values as string) : {},
      extra: parsed(row.extra),
      consent: parsed(row.consent),
      duplicate_of: row.duplicate_of,
      merged_into: row.merged_into,
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
  const [config, lead, [, deliveries, attempts, pings]] = await Promise.all([
    accountConfig(accountId),
    store.first('select * from leads where id = ?', [leadId]),
    rowsOf([leadId]),
  ])
  const [presented] = await presentAll(
    config,
    [row],
    new Map([[leadId, lead!]]),
    deliveries,
    attempts,
    pings
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
  const [config, attempts] = await Promise.all([accountConfig(accountId), attemptsOf(rows)])
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
  attempts: Row[],
  pings: Row[]
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
        pings: pings
          .filter((one) => one.distribution_id === row.id)
          .map((one) => presentPing(config, one)),
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
    ping: (row.ping_id ?? null) as string | null,
    ...(row.tier && { tier: JSON.parse(row.tier as string) as TierTrace }),
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

/** A request for a bid and what came of it: `bid` with an amount, or why there is none. */
export function presentPing(config: AccountConfig, row: Row) {
  const currency = row.currency as string
  return {
    id: row.id as string,
    node: row.node as string,
    partner: config.partners.get(row.partner_id as string)?.key ?? null,
    assignment: row.assignment_key as string,
    asked_at: time(row.asked_at),
    duration_ms: row.duration_ms === null ? null : Number(row.duration_ms),
    outcome: row.outcome as 'bid' | 'no_bid' | 'late' | 'failed' | null,
    bid: row.bid === null ? null : money(Number(row.bid), currency),
    reference: row.reference as string | null,
    reason: row.reason as string | null,
    request: parsed(row.request),
    response: parsed(row.response),
  }
}
