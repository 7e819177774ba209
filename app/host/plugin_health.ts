import { type Breaker, isOpen, newBreaker } from '#host/breaker'
import type { PluginKind } from '#sdk'

const SAMPLES = 256

/** What is remembered of one method of one plugin in this process. */
export interface MethodState {
  method: string
  breaker: Breaker
  calls: number
  errors: number
  /** Message of the last fault. */
  lastError: string | null
  /** Ring of the last durations in ms. */
  durations: Float64Array
}

export interface PluginIdentity {
  kind: PluginKind
  id: string
}

export interface MethodHealth {
  kind: PluginKind
  id: string
  method: string
  calls: number
  errors: number
  p95_ms: number | null
  open: boolean
  last_error: string | null
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
  const state: MethodState = {
    method,
    breaker: newBreaker(),
    calls: 0,
    errors: 0,
    lastError: null,
    durations: new Float64Array(SAMPLES),
  }
  methods.push(state)
  return state
}

/** Counts, errors and the 95th percentile of the last 256 durations of every plugin method called so far. */
export function pluginHealth(at: number = performance.now()): MethodHealth[] {
  const health: MethodHealth[] = []
  for (const [key, methods] of states) {
    const [kind, id] = key.split(':') as [PluginKind, string]
    for (const state of methods) {
      const { method, calls, errors, lastError, breaker } = state
      health.push({
        kind,
        id,
        method,
        calls,
        errors,
        p95_ms: percentile(state, 0.95),
        open: isOpen(breaker, at),
        last_error: lastError,
      })
    }
  }
  return health
}

function percentile(state: MethodState, share: number): number | null {
  const count = Math.min(state.calls, SAMPLES)
  if (count === 0) return null
  const sorted = state.durations.slice(0, count).sort()
  return sorted[Math.min(count - 1, Math.floor(count * share))]
}

/** Forgets every count and closes every breaker: for tests, and for an operator who has fixed a plugin. */
export function resetPluginHealth(): void {
  states = new Map()
  byPlugin = new WeakMap()
}
