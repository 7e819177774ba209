import { setImmediate as breathe } from 'node:timers/promises'
import { type Money, money } from '#shared/money'
import { timeOf } from '#shared/ids'
import { store } from '#store/store'
import type { Value } from '#store/types'
import { collectTraffic } from '#insights/traffic/collect_traffic'
import { readTrafficEvents } from '#insights/traffic/read_events'
import { trafficCursor } from '#insights/traffic/roll_traffic'
import type { TrafficEvent } from '#insights/traffic/types'

interface Of {
  account: { id: string; timeZone: string; currency: string }
  profileId: string
  /** Local dates, both included. */
  from: string
  to: string
  /** Number of the version; null: all of them. */
  version: number | null
}

export interface NodeTraffic {
  count: number
  /** Of all runs, 0 to 1. */
  share: number
  held: number
  errors: number
}

export interface RouteTraffic {
  from: string
  to: string
  version: number | null
  /** Versions that routed leads in this time. */
  versions: number[]
  /** Runs that ended. */
  leads: number
  nodes: Record<string, NodeTraffic>
  /** By `node:port`; `share` is of those that came to the node. */
  edges: Record<string, { count: number; share: number }>
  offers: Record<string, Record<string, { offered: number; sold: number; revenue: Money }>>
  /** False while runs are being added up that lie further back, such as after an upgrade; then up to `upto`. */
  complete: boolean
  upto: string
}

/** Most lines that are read beside what is added up, in steps that let leads go on in between. */
const TAIL = 10_000
const STEP = 400

/** What the trail holds beyond what is added up. */
async function readTail(
  of: { accountId: string; profileId: string },
  cursor: string
): Promise<TrafficEvent[]> {
  const events: TrafficEvent[] = []
  for (let after = cursor; events.length < TAIL; after = events.at(-1)!.id) {
    const found = await readTrafficEvents(of, { after, before: null }, STEP)
    events.push(...found)
    if (found.length < STEP) break
    await breathe()
  }
  return events
}

/** Counts of a route: what is added up, and what came since. */
export async function readTraffic(of: Of, now: number): Promise<RouteTraffic> {
  const { account, profileId, from, to, version } = of
  const cursor = await trafficCursor()
  const where = 'account_id = ? and profile_id = ? and day >= ? and day <= ?'
  const params: Value[] = [account.id, profileId, from, to]
  const [wayRows, offerRows, events] = await Promise.all([
    store.all(
      `select version, node, port, sum(leads) as leads, sum(held) as held, sum(errors) as errors
       from traffic where ${where} group by version, node, port`,
      params
    ),
    store.all(
      `select version, node, assignment, currency, sum(offered) as offered, sum(sold) as sold,
         sum(revenue) as revenue
       from offer_traffic where ${where} group by version, node, assignment, currency`,
      params
    ),
    readTail({ accountId: account.id, profileId }, cursor),
  ])
  const tail = collectTraffic(events, () => account.timeZone)
  const isWithin = (day: string) => day >= from && day <= to
  const ways = [
    ...wayRows.map((row) => ({
      version: Number(row.version),
      node: row.node as string,
      port: row.port as string,
      leads: Number(row.leads),
      held: Number(row.held),
      errors: Number(row.errors),
    })),
    ...tail.ways.filter((one) => isWithin(one.day)),
  ]
  const offers = [
    ...offerRows.map((row) => ({
      version: Number(row.version),
      node: row.node as string,
      assignment: row.assignment as string,
      currency: row.currency as string,
      offered: Number(row.offered),
      sold: Number(row.sold),
      revenue: Number(row.revenue),
    })),
    ...tail.offers.filter((one) => isWithin(one.day)),
  ]
  const complete = events.length < TAIL
  const mine = <T extends { version: number }>(lines: T[]) =>
    version === null ? lines : lines.filter((one) => one.version === version)
  return {
    from,
    to,
    version,
    versions: [...new Set(ways.map((one) => one.version))].sort((a, b) => a - b),
    ...addWays(mine(ways)),
    offers: addOffers(mine(offers), account.currency),
    complete,
    upto: new Date(complete ? now : timeOf(events.at(-1)!.id)).toISOString(),
  }
}

interface Way {
  node: string
  port: string
  leads: number
  held: number
  errors: number
}

function addWays(ways: Way[]): Pick<RouteTraffic, 'leads' | 'nodes' | 'edges'> {
  const nodes: RouteTraffic['nodes'] = {}
  const edges: RouteTraffic['edges'] = {}
  let leads = 0
  for (const { node, port, leads: n, held, errors } of ways) {
    if (node === '') leads += n
    else if (port === '') {
      const one = (nodes[node] ??= { count: 0, share: 0, held: 0, errors: 0 })
      one.count += n
      one.held += held
      one.errors += errors
    } else (edges[`${node}:${port}`] ??= { count: 0, share: 0 }).count += n
  }
  for (const one of Object.values(nodes)) one.share = part(one.count, leads)
  for (const [key, one] of Object.entries(edges))
    one.share = part(one.count, nodes[key.slice(0, key.indexOf(':'))]?.count ?? 0)
  return { leads, nodes, edges }
}

/** Node ids hold no colon, port names may. */
const part = (count: number, of: number) => (of > 0 ? Math.round((count / of) * 1e4) / 1e4 : 0)

interface Offer {
  node: string
  assignment: string
  currency: string
  offered: number
  sold: number
  revenue: number
}

/** Revenue in the account's currency of today; what was sold in another before counts as sold alone. */
function addOffers(lines: Offer[], currency: string): RouteTraffic['offers'] {
  const sums = new Map<string, Map<string, { offered: number; sold: number; revenue: number }>>()
  for (const one of lines) {
    const node = sums.get(one.node) ?? new Map()
    sums.set(one.node, node)
    const sum = node.get(one.assignment) ?? { offered: 0, sold: 0, revenue: 0 }
    node.set(one.assignment, sum)
    sum.offered += one.offered
    sum.sold += one.sold
    if (one.currency === currency) sum.revenue += one.revenue
  }
  return Object.fromEntries(
    [...sums].map(([node, assignments]) => [
      node,
      Object.fromEntries(
        [...assignments].map(([key, { offered, sold, revenue }]) => [
          key,
          { offered, sold, revenue: money(revenue, currency) },
        ])
      ),
    ])
  )
}
