import { LIMITS } from './limits.ts'

/*
 * The first code in every fresh context, run before the user's: takes away what reaches memory outside the heap,
 * keeps its own copies of the built-ins it needs, gives a console, and returns the runner. `$0` takes a console line.
 * The runner answers with text: "+" and the output as JSON, or "-" and the fault as JSON.
 */
export const GUEST_PRELUDE = `
'use strict'
const log = $0
const { parse, stringify } = JSON
const { create, getPrototypeOf, prototype: plain } = Object
const { isArray } = Array
const call = Function.prototype.call
const slice = call.bind(String.prototype.slice)
const exec = call.bind(RegExp.prototype.exec)
const text = String
const toNumber = Number
const BaseError = Error

for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics']) delete globalThis[name]

const show = (value) => {
  try {
    if (typeof value === 'string') return value
    if (typeof value === 'function') return '[function]'
    if (value instanceof BaseError) return text(value.name) + ': ' + text(value.message)
    return stringify(value) ?? text(value)
  } catch {
    return '[unprintable]'
  }
}

let lines = 0
const print = (...values) => {
  if (lines >= ${LIMITS.consoleLines}) return
  lines++
  let line = ''
  for (let i = 0; i < values.length && line.length < ${LIMITS.consoleLineChars}; i++)
    line += (i > 0 ? ' ' : '') + slice(show(values[i]), 0, ${LIMITS.consoleLineChars})
  log(slice(line, 0, ${LIMITS.consoleLineChars}))
}
globalThis.console = { log: print, info: print, warn: print, error: print, debug: print }

const refuse = (type, message, line) => {
  const fault = create(null)
  fault.type = type
  fault.message = slice(message, 0, ${LIMITS.errorChars})
  if (line) fault.line = line
  return '-' + stringify(fault)
}

const thrown = (error) => {
  try {
    if (!(error instanceof BaseError)) return refuse('error', 'threw ' + show(error))
    const at = exec(/transform\\.js:(\\d+)/, text(error.stack))
    return refuse('error', show(error), at ? toNumber(at[1]) : 0)
  } catch {
    return refuse('error', 'threw an error that cannot be read')
  }
}

const isPlain = (value) => {
  if (typeof value !== 'object' || value === null || isArray(value)) return false
  const parent = getPrototypeOf(value)
  return parent === plain || parent === null
}

return async (transform, input) => {
  let output
  try {
    output = await transform(parse(input))
  } catch (error) {
    return thrown(error)
  }
  let json
  try {
    if (!isPlain(output)) return refuse('bad_output', 'must return a plain object')
    json = stringify(output)
    if (typeof json !== 'string' || json[0] !== '{')
      return refuse('bad_output', 'must return a plain object')
  } catch (error) {
    return refuse('bad_output', 'returned what is no JSON: ' + show(error))
  }
  if (json.length > ${LIMITS.outputBytes})
    return refuse('output_too_large', 'returned more than ${LIMITS.outputBytes / 1024} KB')
  return '+' + json
}
`
