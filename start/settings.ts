/*
 * Checks of settings the framework's own schema has no word for. Each throws with the sentence a person reads.
 */
import { parseAllowList } from '#delivery/transports/denied_addresses'

type Check<T> = (name: string, value?: string) => T

/** An address of a service, such as `postgres://...`. */
export const serviceUrl =
  (...protocols: string[]): Check<string | undefined> =>
  (name, value) => {
    if (!value) return undefined
    const protocol = URL.canParse(value) ? new URL(value).protocol : ''
    if (protocols.includes(protocol)) return value
    // The value is not repeated: it may hold a password.
    throw new Error(`${name} must be an address that begins with ${protocols.join('// or ')}//`)
  }

export const wholeNumber =
  (least: number, most: number): Check<number | undefined> =>
  (name, value) => {
    if (!value) return undefined
    const number = Number(value)
    if (Number.isInteger(number) && number >= least && number <= most) return number
    throw new Error(`${name} must be a whole number from ${least} to ${most}, not "${value}"`)
  }

/** A list of networks in CIDR notation, separated by commas. */
export const networks: Check<string | undefined> = (_name, value) => {
  if (!value) return undefined
  const parsed = parseAllowList(value)
  if (!parsed.ok) throw new Error(parsed.problem)
  return value
}
