/*
 * Checks of settings the framework's own schema has no word for. Each throws with the sentence a person reads.
 */
import { isIP, isIPv4 } from 'node:net'

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

/** An address of a service on the web, or `off`. */
export const urlOrOff: Check<string | undefined> = (name, value) => {
  if (!value || value === 'off') return value || undefined
  const protocol = URL.canParse(value) ? new URL(value).protocol : ''
  if (protocol === 'https:' || protocol === 'http:') return value
  throw new Error(`${name} must be an address that begins with https://, or "off"`)
}

export const wholeNumber =
  (least: number, most: number): Check<number | undefined> =>
  (name, value) => {
    if (!value) return undefined
    const number = Number(value)
    if (Number.isInteger(number) && number >= least && number <= most) return number
    throw new Error(`${name} must be a whole number from ${least} to ${most}, not "${value}"`)
  }

/** A list of networks in CIDR notation or single addresses, separated by commas. */
export const networks: Check<string | undefined> = (name, value) => {
  if (!value) return undefined
  for (const entry of value.split(',').map((part) => part.trim()))
    if (entry && !isNetwork(entry))
      throw new Error(`${name}: "${entry}" is not a network such as 10.0.0.0/8`)
  return value
}

function isNetwork(entry: string): boolean {
  const [address, prefix, ...more] = entry.split('/')
  if (!isIP(address) || more.length) return false
  return (
    prefix === undefined || (/^\d+$/.test(prefix) && Number(prefix) <= (isIPv4(address) ? 32 : 128))
  )
}
