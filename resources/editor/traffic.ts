/*
 * Counts of a route, and what the canvas shows of them.
 */
import type { Money } from '../types.js'
import { START, type Overlay } from './types.js'

export interface NodeTraffic {
  count: number
  /** Of all leads, 0 to 1. */
  share: number
  held: number
  errors: number
}

/** As the server counts it (`GET /profiles/:key/traffic`). */
export interface RouteTraffic {
  from: string
  to: string
  version: number | null
  versions: number[]
  leads: number
  nodes: Record<string, NodeTraffic>
  /** By `node:port`; `share` is of those that came to the node. */
  edges: Record<string, { count: number; share: number }>
  offers: Record<string, Record<string, { offered: number; sold: number; revenue: Money }>>
  complete: boolean
  upto: string
}

/** A lead whose run has ended, as it is told live. */
export interface PassedLead {
  id: string
  at: string
  lead: string
  version: number | null
  test: boolean
  status: string
  path: { node: string; port: string | null }[]
  offers: Record<string, { offered: string[]; sold: string[] }>
}

export interface TrafficWords {
  count: (n: number) => string
  port: (name: string) => string
  /** "1,204 leads, 40% of all" and what else there is to say. */
  node: (traffic: NodeTraffic) => string
}

const NONE: NodeTraffic = { count: 0, share: 0, held: 0, errors: 0 }

/** Wires as wide as their part of all leads, with their counts; cards with theirs. */
export function trafficOverlay(
  traffic: RouteTraffic,
  route: { start: string; nodes: Record<string, { ports?: Record<string, string> }> },
  words: TrafficWords,
  touched: ReadonlySet<string> = new Set()
): Overlay {
  const nodes: Overlay['nodes'] = {}
  const edges: Overlay['edges'] = {}
  const weight = (count: number) => (traffic.leads > 0 ? Math.min(1, count / traffic.leads) : 0)
  const first = traffic.nodes[route.start]?.count ?? 0
  edges[`${START}:out`] = { label: words.count(first), weight: weight(first) }
  for (const [id, { ports = {} }] of Object.entries(route.nodes)) {
    const one = traffic.nodes[id] ?? NONE
    const tone = touched.has(id) ? 'on' : one.errors > 0 ? 'warn' : one.count === 0 ? 'off' : null
    nodes[id] = { badge: words.count(one.count), note: words.node(one), ...(tone && { tone }) }
    for (const port of Object.keys(ports)) {
      const count = traffic.edges[`${id}:${port}`]?.count ?? 0
      edges[`${id}:${port}`] = {
        label: `${words.port(port)} · ${words.count(count)}`,
        weight: weight(count),
        ...(count === 0 && { tone: 'off' }),
      }
    }
  }
  return { nodes, edges, dim: false }
}

/** The counts with one more lead in them, where they count it. */
export function withLead(traffic: RouteTraffic, lead: PassedLead): RouteTraffic {
  const others = traffic.version !== null && traffic.version !== lead.version
  if (lead.test || others || lead.at <= traffic.upto) return traffic
  const leads = traffic.leads + 1
  const nodes = { ...traffic.nodes }
  const edges = { ...traffic.edges }
  const last = lead.path.at(-1)
  for (const step of lead.path) {
    const one = nodes[step.node] ?? NONE
    const held = lead.status === 'held' && step === last ? 1 : 0
    nodes[step.node] = { ...one, count: one.count + 1, held: one.held + held }
    if (step.port === null) continue
    const key = `${step.node}:${step.port}`
    edges[key] = { share: 0, count: (edges[key]?.count ?? 0) + 1 }
  }
  for (const [id, one] of Object.entries(nodes)) nodes[id] = { ...one, share: one.count / leads }
  for (const [key, one] of Object.entries(edges)) {
    const from = nodes[key.slice(0, key.indexOf(':'))]?.count ?? 0
    edges[key] = { ...one, share: from > 0 ? one.count / from : 0 }
  }
  const offers = { ...traffic.offers }
  for (const [node, { offered, sold }] of Object.entries(lead.offers)) {
    const assignments = { ...offers[node] }
    for (const key of offered) {
      const one = assignments[key] ?? { offered: 0, sold: 0, revenue: { amount: '', currency: '' } }
      assignments[key] = {
        ...one,
        offered: one.offered + 1,
        sold: one.sold + (sold.includes(key) ? 1 : 0),
      }
    }
    offers[node] = assignments
  }
  return { ...traffic, leads, nodes, edges, offers }
}

/** Wires a lead took, in order, as the canvas knows them: from the start on. */
export function wiresOfLead(path: PassedLead['path']): string[] {
  const steps = path.filter(({ node }) => node !== 'filter')
  if (steps.length === 0) return []
  return [`${START}:out`, ...steps.flatMap(({ node, port }) => (port ? [`${node}:${port}`] : []))]
}
