import { type Breaker, isOpen, newBreaker } from '#host/breaker'
import {
  type CallCounter,
  type CallCounts,
  countsOf,
  newCounter,
  recentCounts,
} from '#host/call_counts'
import type { PluginKind } from '#sdk'

/** What is remembered of one method of one plugin in this process. */
export interface MethodState extends CallCounter {
  method: string
  breaker: Breaker
  /** Message of the last fault. */
  lastError: string | null
}

export interface PluginIdentity {
  kind: PluginKind
  id: string
}

export interface MethodHealth extends CallCounts {
  kind: PluginKind
  id: string
  method: string
  open: boolean
  last_error: string | null
}

/** What a plugin did in one process or more, its methods together. */
export interface PluginCalls {
  kind: string
  id: string
  /** A method rests after repeated faults. */
  open: boolean
  last_error: string | null
  since_start: CallCounts
  last_hour: CallCounts
}

let states = new Map<string, MethodState[]>()
let byPlugin = new WeakMap<object, MethodState[]>()

/** The state of a plugin's method. A plugin has a handful of methods: a short list beats a map. */
export function methodState(plugin: PluginIdentity, method: string): MethodState {
  let methods = byPlugin.get(plugin)
  if (!methods) {
    const key = `${plugin.kind}:${plugin.id}`
    methods = states.get(key) ?? []
    states.set(key, methods)
    byPlugin.set(plugin, methods)
  }
  for (const state of methods) if (state.method === method) return state
  const state: MethodState = { method, breaker: newBreaker(), lastError: null, ...newCounter() }
  methods.push(state)
  return state
}

/**
 * A twin of a plugin, for runs that are only thought of: its calls are not counted among the real ones, and however often
 * it fails, the plugin itself goes on working for leads.
 */
export function twinOf<P extends PluginIdentity>(plugin: P): P {
  const twin = { ...plugin }
  byPlugin.set(twin, [])
  return twin
}

const everyPlugin = () =>
  [...states].map(([key, methods]) => {
    const [kind, id] = key.split(':') as [PluginKind, string]
    return { kind, id, methods }
  })

/** Counts of every plugin method called so far. */
export const pluginHealth = (at: number = performance.now()): MethodHealth[] =>
  everyPlugin().flatMap(({ kind, id, methods }) =>
    methods.map((state) => ({
      kind,
      id,
      method: state.method,
      ...countsOf([state]),
      open: isOpen(state.breaker, at),
      last_error: state.lastError,
    }))
  )

/** What each plugin did in this process: since it began, and in the last hour. */
export const pluginCalls = (at: number = performance.now()): PluginCalls[] =>
  everyPlugin().map(({ kind, id, methods }) => ({
    kind,
    id,
    open: methods.some(({ breaker }) => isOpen(breaker, at)),
    last_error: methods.findLast(({ lastError }) => lastError !== null)?.lastError ?? null,
    since_start: countsOf(methods),
    last_hour: recentCounts(methods, at),
  }))

/** Forgets every count and closes every breaker: for tests, and for an operator who has fixed a plugin. */
export function resetPluginHealth(): void {
  states = new Map()
  byPlugin = new WeakMap()
}
