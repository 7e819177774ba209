import { isOpen, recordCall } from '#host/breaker'
import { countCall } from '#host/call_counts'
import { type MethodState, type PluginIdentity, methodState } from '#host/plugin_health'
import { type Result, fail, ok } from '#shared/result'

export { pluginHealth, resetPluginHealth } from '#host/plugin_health'

/** What went wrong inside a plugin. `cause` is what it threw. */
export interface GuardFault {
  type: 'threw' | 'bad_result' | 'deadline' | 'open'
  message: string
  cause?: unknown
}

/** Errors of the contract: the plugin says that this lead or this line is at fault, not that it is broken. */
const CONTRACT_ERRORS = new Set(['PrepareError', 'TransportError'])

/**
 * Calls a plugin's synchronous method. Whatever goes wrong comes back as a value. `check` says what is wrong with a
 * result, or null. After 20 faults in a row the method is not called for 30 s (`open`).
 */
export function guardCall<T>(
  plugin: PluginIdentity,
  method: string,
  run: () => T,
  check?: (value: T) => string | null
): Result<T, GuardFault> {
  const state = methodState(plugin, method)
  const start = performance.now()
  if (state.breaker.openUntil !== 0 && isOpen(state.breaker, start)) return isResting(plugin, state)
  let value: T
  try {
    value = run()
    if (isPromise(value)) {
      value.then(undefined, ignore)
      return fault(plugin, state, start, 'bad_result', 'returned a promise where a value is due')
    }
    const wrong = check ? check(value) : null
    if (wrong !== null) return fault(plugin, state, start, 'bad_result', wrong)
  } catch (error) {
    return thrown(plugin, state, start, error)
  }
  record(state, start, true)
  return ok(value)
}

/** The same for a method that waits for something. What is not there by the deadline is a fault; what comes later is dropped. */
export async function guardCallAsync<T>(
  plugin: PluginIdentity,
  method: string,
  run: () => Promise<T>,
  options: { deadlineMs: number; check?: (value: T) => string | null }
): Promise<Result<T, GuardFault>> {
  const state = methodState(plugin, method)
  const start = performance.now()
  if (isOpen(state.breaker, start)) return isResting(plugin, state)
  let timer: NodeJS.Timeout | undefined
  try {
    const deadline = new Promise<typeof LATE>((resolve) => {
      timer = setTimeout(resolve, options.deadlineMs, LATE)
    })
    const running = Promise.resolve(run())
    const value = await Promise.race([running, deadline])
    if (value === LATE) {
      running.catch(ignore)
      return fault(plugin, state, start, 'deadline', `took longer than ${options.deadlineMs} ms`)
    }
    const wrong = options.check ? options.check(value) : null
    if (wrong !== null) return fault(plugin, state, start, 'bad_result', wrong)
    record(state, start, true)
    return ok(value)
  } catch (error) {
    return thrown(plugin, state, start, error)
  } finally {
    clearTimeout(timer)
  }
}

const LATE = Symbol('late')
const ignore = (): void => undefined

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { then?: unknown }).then === 'function'

function record(state: MethodState, start: number, good: boolean): void {
  const end = performance.now()
  countCall(state, end - start, end, good)
  recordCall(state.breaker, good, end)
}

function thrown(
  plugin: PluginIdentity,
  state: MethodState,
  start: number,
  error: unknown
): { ok: false; problem: GuardFault } {
  const message = errorText(error)
  if (CONTRACT_ERRORS.has(errorName(error))) {
    record(state, start, true)
    return fail({ type: 'threw', message, cause: error })
  }
  return fault(plugin, state, start, 'threw', message, error)
}

function fault(
  plugin: PluginIdentity,
  state: MethodState,
  start: number,
  type: GuardFault['type'],
  what: string,
  cause?: unknown
): { ok: false; problem: GuardFault } {
  record(state, start, false)
  const verb = type === 'threw' ? `threw: ${what}` : what
  const message = `${plugin.kind} ${plugin.id}.${state.method}() ${verb}`
  state.lastError = message
  return fail(cause === undefined ? { type, message } : { type, message, cause })
}

function isResting(plugin: PluginIdentity, state: MethodState): Result<never, GuardFault> {
  const why = state.lastError ? ` (last: ${state.lastError})` : ''
  const message = `${plugin.kind} ${plugin.id}.${state.method}() is paused after repeated faults${why}`
  return fail({ type: 'open', message })
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : ''
}

function errorText(error: unknown): string {
  try {
    return (error instanceof Error ? error.message || error.name : String(error)).slice(0, 500)
  } catch {
    return 'something that cannot be printed'
  }
}
