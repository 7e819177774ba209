import { acceptLead } from '#entities/accept_lead'
import { findEntity } from '#entities/repository'
import { acceptLeads } from '#intake/accept_leads'
import { engine } from '#distribution/engine'
import { presentLead } from '#distribution/present'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { type PartnerServer } from '#tests/helpers/partner_server'

export interface AssignmentOptions {
  key: string
  partner?: string
  path?: string
  [key: string]: unknown
}

/** A blueprint of loan leads for webhook partners at `server`, one partner per assignment unless named. */
export function loanBlueprint(
  server: PartnerServer,
  assignments: AssignmentOptions[],
  profile: Record<string, unknown> = {},
  partners: Record<string, Record<string, unknown>> = {}
) {
  const keys = [...new Set(assignments.map((one) => one.partner ?? one.key))]
  return {
    sluice: 1,
    entities: [
      {
        key: 'loan',
        name: 'Loan lead',
        duplicate: { keys: ['email'], action: 'skip' },
        stages: ['new', 'qualified'],
        fields: [
          { key: 'email', label: 'E-mail', type: 'email', required: true },
          { key: 'amount', label: 'Amount', type: 'number' },
          { key: 'ssn', label: 'SSN', type: 'text', encrypted: true },
        ],
      },
    ],
    partners: keys.map((key) => ({ key, name: key, time_zone: 'Europe/Berlin', ...partners[key] })),
    profiles: [
      {
        key: 'loans',
        name: 'Loans',
        entity: 'loan',
        trigger: 'on_arrival',
        price: '10.00',
        ...(profile.route ? {} : { strategy: { use: 'first_match' } }),
        ...profile,
        assignments: assignments.map(({ key, partner = key, path = key, delivery, ...rest }) => ({
          key,
          partner,
          ...rest,
          delivery: {
            use: 'webhook',
            url: `${server.url}/${path}`,
            body: { email: '{{ lead.email }}', callback: '{{ delivery.callback_url }}' },
            response: {
              accepted: { all: [{ field: 'body.status', operator: 'equals', value: 'ok' }] },
              pending: { all: [{ field: 'body.status', operator: 'equals', value: 'later' }] },
              reason: 'body.reason',
              price: 'body.price',
              reference: 'body.id',
            },
            ...(delivery as object),
          },
        })),
      },
    ],
  }
}

let counter = 0

/** Stores a lead through the front door and, unless told not to, waits until its distributions have ended. */
export async function sendLead(
  accountId: string,
  values: Record<string, unknown> = {},
  options: { wait?: number; test?: boolean; profile?: string } = {}
) {
  const entity = (await findEntity(accountId, 'loan'))!
  const given = { email: `lead${counter++}@example.org`, ...values }
  const accepted = acceptLead(given, entity, Date.now(), { country: 'DE', currency: 'EUR' })
  if (!accepted.ok) throw new Error(JSON.stringify(accepted.problem))
  const [outcome] = await acceptLeads(accountId, [
    {
      entity,
      accepted: accepted.value,
      source: null,
      externalId: null,
      profile: options.profile ?? null,
      test: options.test ?? false,
      duplicate: null,
      consent: null,
    },
  ])
  if (outcome.type !== 'stored') throw new Error(outcome.type)
  if (options.wait !== 0)
    await engine.waitForLead(accountId, outcome.leadId, options.wait ?? 15_000)
  return outcome.leadId
}

export interface Told {
  id: string
  status: string
  distributions: {
    id: string
    status: string
    reason: string | null
    trigger: string
    route_version: number | null
    revenue: { amount: string }
    path: { node: string; port: string | null }[]
    evaluations: {
      assignment: string
      eligible: boolean
      reason: string | null
      explanation: string
      conditions: { field: string; actual: unknown; matched: boolean }[]
    }[]
    deliveries: {
      id: string
      assignment: string
      status: string
      reason: string | null
      reference: string | null
      price: { amount: string }
      attempts: { number: number; outcome: string | null; request: { body: string } | null }[]
    }[]
  }[]
}

export const leadOf = async (accountId: string, leadId: string) =>
  (await presentLead(accountId, leadId)) as unknown as Told

/** Sum and number of an account's postings, in minor units. */
export async function ledgerOf(accountId: string) {
  const row = await store.first(
    'select count(*) as n, sum(amount) as total from postings where account_id = ?',
    [accountId]
  )
  return { count: Number(row!.n), total: Number(row!.total ?? 0) }
}

/** Queries of the invariants: each must find nothing, at any moment. */
export async function brokenInvariants(accountId: string): Promise<string[]> {
  const broken: string[] = []
  const deliveries = await store.all('select * from deliveries where account_id = ?', [accountId])
  const buckets = await store.all('select * from cap_buckets where account_id = ?', [accountId])
  const postings = await store.all('select * from postings where account_id = ?', [accountId])
  const runs = await store.all('select * from distributions where account_id = ?', [accountId])
  const places = await store.all('select * from ping_places where account_id = ?', [accountId])
  const held = new Map<string, number>()
  for (const row of [...deliveries, ...places])
    for (const [bucket, amount] of JSON.parse((row.reserved as string | null) ?? '[]') as [
      string,
      number,
    ][])
      held.set(bucket, (held.get(bucket) ?? 0) + amount)
  broken.push(...(await brokenLadders(accountId, [...deliveries, ...places])))
  broken.push(...(await brokenBalances(accountId, [...deliveries, ...places])))
  for (const row of buckets)
    if (Number(row.used) !== (held.get(row.id as string) ?? 0))
      broken.push(
        `bucket ${row.id} has ${row.used}, its deliveries hold ${held.get(row.id as string) ?? 0}`
      )
  for (const row of deliveries) {
    const sales = postings.filter((one) => one.delivery_id === row.id && one.kind === 'sale')
    const sold = ['accepted', 'sent'].includes(row.status as string) || row.cancelled_at !== null
    if (sales.length !== (sold && !row.test ? 1 : 0))
      broken.push(`delivery ${row.id} is ${row.status} and has ${sales.length} sales`)
    if (sales[0] && Number(sales[0].amount) !== Number(row.price))
      broken.push(`delivery ${row.id} was booked at another price`)
  }
  for (const run of runs) {
    const revenue = deliveries
      .filter((one) => one.distribution_id === run.id && !one.test)
      .filter((one) => ['accepted', 'sent'].includes(one.status as string))
      .reduce((sum, one) => sum + Number(one.price), 0)
    if (Number(run.revenue) !== revenue)
      broken.push(`distribution ${run.id} says ${run.revenue}, its deliveries sold for ${revenue}`)
  }
  return broken
}

const holdsOf = (row: Row) =>
  JSON.parse((row.reserved as string | null) ?? '[]') as [string, number][]

/** Each taken place of a ladder is one delivery's, and each delivery's is taken. */
async function brokenLadders(accountId: string, deliveries: Row[]): Promise<string[]> {
  const places = new Map<string, number[]>()
  for (const [id, place] of deliveries.flatMap(holdsOf))
    if (id.startsWith('ladder:')) places.set(id, [...(places.get(id) ?? []), place])
  const ladders = await store.all('select * from ladders where account_id = ?', [accountId])
  return ladders.flatMap((row) => {
    const free = JSON.parse(row.free as string) as number[]
    const all = Array.from({ length: Number(row.taken) }, (_, i) => i + 1)
    const taken = all.filter((place) => !free.includes(place))
    const held = (places.get(row.id as string) ?? []).sort((a, b) => a - b)
    return taken.join() === held.join()
      ? []
      : [`ladder ${row.id} has ${taken.join()}, its deliveries ${held.join()}`]
  })
}

/** What is available is what moved, less what is held; every sale of the partner moved it. */
async function brokenBalances(accountId: string, deliveries: Row[]): Promise<string[]> {
  const held = new Map<string, number>()
  for (const [id, amount] of deliveries.flatMap(holdsOf))
    if (id.startsWith('balance:')) held.set(id, (held.get(id) ?? 0) + amount)
  const rows = await store.all(
    `select b.id, b.available, coalesce(sum(m.amount), 0) as moved from balances b
     left join balance_movements m on m.partner_id = b.partner_id and m.currency = b.currency
     where b.account_id = ? group by b.id, b.available`,
    [accountId]
  )
  return rows.flatMap(({ id, available, moved }) => {
    const open = held.get(id as string) ?? 0
    return Number(available) === Number(moved) - open
      ? []
      : [`${id} has ${available}, but ${moved} moved it and ${open} is held`]
  })
}
