/*
 * What the route editor works at: the parts of a profile that are one version, without its short form. Selection, zoom
 * and what is open are no part of it.
 */
import type { FormSchema } from '../forms/schema.js'
import type { AssignmentForm, CanvasPlace, RouteGraph, RouteNode } from '../profiles.js'
import type { Rule } from '../rules/types.js'

export type { AssignmentForm, CanvasNote, CanvasPlace, RouteGraph, RouteNode } from '../profiles.js'

export interface EditorDocument {
  price?: string
  filter?: Rule
  route: RouteGraph
  /** Of a profile; an automation has none. */
  assignments: AssignmentForm[]
  /** What sets an automation off: its first node, which stands at the start and not among the others. */
  trigger?: Trigger | null
  limits?: RunLimits
}

/** The trigger of an automation: its key, its type with its settings, and what it is called on the canvas. */
export interface Trigger {
  id: string
  node: NodeDraft
  place?: CanvasPlace
}

/** How often an automation may run. */
export interface RunLimits {
  per_subject_hour: number
  per_minute: number
}

export interface Point {
  x: number
  y: number
}
export type Places = Readonly<Record<string, Point>>

export interface Port {
  name: string
  /** Left open the route cannot be published; any other port ends the run there. */
  required: boolean
}

/** What the marker before the first node is known by where nodes are told by id: no node can be called so. */
export const START = '@start'
/** Notes are selected and moved together with nodes, as `note:<key>`. */
export const NOTE = 'note:'
export const isNote = (id: string): boolean => id.startsWith(NOTE)

/** A node type, strategy or channel as the server lists it. `ports` is null where they depend on the config. */
export interface EditorPlugin {
  kind: 'node' | 'strategy' | 'channel' | 'trigger' | 'action'
  id: string
  name: string
  version: string
  status: 'active' | 'quarantined'
  reason: string | null
  description?: string
  de?: { name?: string; description?: string } | null
  config_schema: FormSchema | null
  ports?: Port[] | null
  /** Of triggers and actions: what they work on. */
  about?: 'lead' | 'partner' | 'any' | null
}

/** One wire: out of a port of a node (or of the start marker), into a node. */
export interface Wire {
  from: string
  port: string
  to: string
}

export type Tone = 'on' | 'off' | 'warn' | 'added' | 'changed' | 'removed'

/** Drawn over the canvas by who has something to show: a simulated lead, traffic, a comparison of versions. */
export interface Overlay {
  /** By node id. */
  nodes: Record<string, { tone?: Tone; badge?: string; note?: string }>
  /** By `<node>:<port>`; the one out of the start marker is `@start:out`. */
  edges: Record<string, { tone?: Tone; label?: string; weight?: number }>
  /** What the overlay does not name is faded. */
  dim: boolean
}

export type NodeDraft = Pick<RouteNode, 'type'> & Record<string, unknown>
